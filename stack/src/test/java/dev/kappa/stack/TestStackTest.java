package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.config.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestStackTest {
  @TempDir Path root;

  @Test
  void neverLeadsToTheServersOfAPersonsOwnConfiguration() throws IOException {
    Files.writeString(
        root.resolve("kappa.properties"), "kafka.bootstrap.servers=production:9092\n");

    var config = TestStack.config(root, Map.of("KAPPA_KAFKA_BOOTSTRAP_SERVERS", "production:9092"));

    assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:19092");
    assertThat(config.stack().dir()).isEqualTo(root.resolve(".kappa/test"));
    assertThat(config.stack().ports())
        .isEqualTo(
            new Ports(19092, 19093, 19404, 18083, 19405, 19042, 17000, 19200, 19300, 18080, 18070));
  }

  @Test
  void takesPortsAndFolderWhereTheyAreGiven() throws IOException {
    var config =
        TestStack.config(
            root, Map.of("KAPPA_STACK_KAFKA_PORT", "21092", "KAPPA_STACK_DIR", ".kappa/other"));

    assertThat(config.kafka().bootstrapServers()).isEqualTo("127.0.0.1:21092");
    assertThat(config.stack().dir()).isEqualTo(root.resolve(".kappa/other"));
  }
}
