package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChecksBeforeStartTest {
  private static final Resources PLENTY = new Resources(OptionalLong.of(64L << 30), 64L << 30);

  @TempDir Path temporary;

  @Test
  void namesATakenPortItsHolderAndTheSettingThatChangesIt() throws IOException {
    try (var taken = new ServerSocket()) {
      taken.bind(Loopback.at(0));

      assertThat(checks().problems(List.of(server(taken.getLocalPort(), 1)), PLENTY))
          .singleElement()
          .asString()
          .contains("kafka: port " + taken.getLocalPort() + " is taken")
          .contains("stack.kafka.port", "KAPPA_STACK_KAFKA_PORT")
          .contains(
              Files.exists(Path.of("/proc/net/tcp"))
                  ? "by process " + ProcessHandle.current().pid()
                  : "");
    }
  }

  @Test
  void saysEverythingAtOnce() throws IOException {
    var scarce = new Resources(OptionalLong.of(100L << 20), 1L << 30);
    try (var taken = new ServerSocket()) {
      taken.bind(Loopback.at(0));

      assertThat(checks().problems(List.of(server(taken.getLocalPort(), 500)), scarce))
          .hasSize(3)
          .anySatisfy(p -> assertThat(p).contains("is taken"))
          .anySatisfy(p -> assertThat(p).contains("1.0 GiB is left on the disk", "2.0 GiB"))
          .anySatisfy(p -> assertThat(p).contains("100 MiB of memory", "kafka need about 500 MiB"));
    }
  }

  @Test
  void noticesOnePortGivenTwice() throws IOException {
    int port = freePort();
    var servers =
        List.<Server>of(
            new FakeServer("kafka", Set.of(), List.of(new Port("stack.kafka.port", port)), 1),
            new FakeServer("connect", Set.of(), List.of(new Port("stack.connect.port", port)), 1));

    assertThat(checks().problems(servers, PLENTY))
        .singleElement()
        .asString()
        .contains("given to both stack.kafka.port and stack.connect.port");
  }

  @Test
  void letsPassWhatCanStart() throws IOException {
    assertThat(checks().problems(List.of(server(freePort(), 1)), PLENTY)).isEmpty();
    assertThat(
            checks()
                .problems(
                    List.of(server(freePort(), 1)), new Resources(OptionalLong.empty(), 3L << 30)))
        .isEmpty();
  }

  @Test
  void refusesAFolderThatCannotBeWritten() throws IOException {
    var closed = Files.createDirectory(temporary.resolve("closed"));
    closed.toFile().setWritable(false);
    assumeTrue(!Files.isWritable(closed), "root may write everywhere");
    var checks = new ChecksBeforeStart(new StackLayout(temporary, closed.resolve(".kappa")));

    assertThatThrownBy(() -> checks.passFolders(List.of(server(freePort(), 1))))
        .isInstanceOf(StartUpException.class)
        .hasMessageContaining("cannot write to " + closed);
  }

  private ChecksBeforeStart checks() {
    return new ChecksBeforeStart(new StackLayout(temporary, temporary.resolve(".kappa")));
  }

  private static Server server(int port, int memory) {
    return new FakeServer("kafka", Set.of(), List.of(new Port("stack.kafka.port", port)), memory);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket()) {
      socket.bind(Loopback.at(0));
      return socket.getLocalPort();
    }
  }
}
