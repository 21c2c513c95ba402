package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackStatusTest {
  @Test
  void isHealthyWhenAllThatWasBroughtUpAnswers() {
    var status =
        new StackStatus(
            List.of(
                server("kafka", ServerStatus.State.RUNNING),
                server("presto", ServerStatus.State.STOPPED)),
            Set.of("kafka"));

    assertThat(status.isHealthy()).isTrue();
    assertThat(status.memoryBytes()).isEqualTo(300L << 20);
  }

  @Test
  void isNotHealthyWhenOneDiedOrDoesNotAnswer() {
    for (var state : List.of(ServerStatus.State.DIED, ServerStatus.State.STARTING)) {
      var status = new StackStatus(List.of(server("kafka", state)), Set.of("kafka"));
      assertThat(status.isHealthy()).isFalse();
      assertThat(status.isUp()).isTrue();
    }
  }

  @Test
  void isNeitherUpNorHealthyWhenNothingWasBroughtUp() {
    var status = new StackStatus(List.of(server("kafka", ServerStatus.State.STOPPED)), Set.of());

    assertThat(status.isUp()).isFalse();
    assertThat(status.isHealthy()).isFalse();
  }

  @Test
  void showsTheReasonUnderAServerThatDied() {
    var status =
        new StackStatus(List.of(server("kafka", ServerStatus.State.DIED)), Set.of("kafka"));

    assertThat(StatusTable.of(status).lines())
        .anySatisfy(line -> assertThat(line).startsWith("kafka").contains("died", "9092"))
        .contains("    ERROR why");
  }

  private static ServerStatus server(String name, ServerStatus.State state) {
    boolean lives = state == ServerStatus.State.RUNNING || state == ServerStatus.State.STARTING;
    return new ServerStatus(
        name,
        state,
        lives ? OptionalLong.of(1) : OptionalLong.empty(),
        lives ? Optional.of(Instant.EPOCH) : Optional.empty(),
        9092,
        lives ? OptionalLong.of(300L << 20) : OptionalLong.empty(),
        state == ServerStatus.State.DIED ? List.of("ERROR why") : List.of());
  }
}
