package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.config.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServersTest {
  private final Servers servers =
      new Servers(
          List.of(
              new FakeServer("kafka"),
              new FakeServer("connect", "kafka"),
              new FakeServer("cassandra"),
              new FakeServer("elasticsearch"),
              new FakeServer("presto", "elasticsearch")));

  @Test
  void knowsTrinoAsPresto() {
    assertThat(servers.named(List.of("trino"))).extracting(Server::name).containsExactly("presto");
  }

  @Test
  void namesWhatIsNoServerAndThoseThatAre() {
    assertThatThrownBy(() -> servers.named(List.of("kafka", "flink")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no such server: flink; there are kafka, connect, cassandra");
  }

  @Test
  void startsWhatAServerNeedsAlongWithIt() {
    assertThat(servers.withNeeds(servers.named(List.of("connect"))))
        .extracting(Server::name)
        .containsExactly("kafka", "connect");
  }

  @Test
  void stopsDependantsBeforeWhatTheyNeed() {
    assertThat(servers.dependantsFirst())
        .extracting(Server::name)
        .containsExactly("connect", "kafka", "cassandra", "presto", "elasticsearch");
  }
}
