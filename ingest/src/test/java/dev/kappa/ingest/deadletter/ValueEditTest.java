package dev.kappa.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ValueEditTest {
  @Test
  void givesTheCommandsOutputWithoutTheNewlineAtItsEnd() {
    assertThat(new ValueEdit("sed s/a/b/; echo").apply("a".getBytes(StandardCharsets.UTF_8)))
        .hasValueSatisfying(value -> assertThat(value).containsExactly('b'));
  }

  @Test
  void givesNothingWhereTheCommandFailsOrIsSilent() {
    assertThat(new ValueEdit("cat; exit 3").apply(new byte[] {1})).isEmpty();
    assertThat(new ValueEdit("true").apply(new byte[1_000_000])).isEmpty();
  }

  @Test
  void takesValuesLargerThanAPipeHolds() {
    var large = new byte[1_000_000];
    assertThat(new ValueEdit("cat").apply(large))
        .hasValueSatisfying(value -> assertThat(value).isEqualTo(large));
  }
}
