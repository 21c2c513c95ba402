package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kappa.contracts.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a person types them, with a real Kafka, in a folder with spaces. */
class StackIT {
  private static final Duration LONG = Duration.ofMinutes(3);

  @TempDir Path temporary;
  private StackLayout layout;
  private ChildProcesses children;
  private int port;
  private int controllerPort;
  private int metricsPort;

  /** What a command left behind. */
  private record Outcome(int exitCode, String out, String err) {}

  @BeforeEach
  void onPortsOfItsOwn() throws IOException {
    layout = new StackLayout(temporary, temporary.resolve("a folder with spaces"));
    children = new ChildProcesses(layout);
    try (var one = new ServerSocket();
        var other = new ServerSocket();
        var third = new ServerSocket()) {
      one.bind(Loopback.at(0));
      other.bind(Loopback.at(0));
      third.bind(Loopback.at(0));
      port = one.getLocalPort();
      controllerPort = other.getLocalPort();
      metricsPort = third.getLocalPort();
    }
  }

  @AfterEach
  void leaveNothing() throws Exception {
    kappa("down");
    assertThat(children.findAll()).isEmpty();
  }

  @Test
  void aServerOutlivesItsLauncherAndComesBackAfterAKill() throws Exception {
    assertThat(kappa("status").exitCode()).isEqualTo(3);

    var up = kappa("up", "--only", "kafka");
    assertThat(up.exitCode()).as(up.err()).isZero();
    assertThat(up.err()).containsPattern("kafka +ready after .* on port " + port);
    var kafka = children.find("kafka").orElseThrow();

    var again = kappa("up", "--only", "kafka");
    assertThat(again.exitCode()).isZero();
    assertThat(again.err()).contains("runs already, process " + kafka.pid());
    var status = kappa("status", "--json");
    assertThat(status.exitCode()).isZero();
    assertThat(status.out()).contains("\"healthy\":true", "\"pid\":" + kafka.pid());

    kafka.destroyForcibly();
    await().until(() -> !kafka.isAlive());
    var died = kappa("status");
    assertThat(died.exitCode()).isEqualTo(1);
    assertThat(died.out()).containsPattern("kafka +died");

    assertThat(kappa("up", "--only", "kafka").exitCode()).isZero();
    assertThat(kappa("down").exitCode()).isZero();
    assertThat(children.findAll()).isEmpty();
    assertThat(kappa("status").exitCode()).isEqualTo(3);
    assertThat(layout.data("kafka").resolve("meta.properties")).exists();

    assertThat(kappa("reset").exitCode()).as("refuses without a terminal").isEqualTo(2);
    assertThat(layout.data("kafka")).exists();
    assertThat(kappa("reset", "--yes").exitCode()).isZero();
    assertThat(layout.dir()).isEmptyDirectory();
  }

  @Test
  void aBrokerTellsWhatItCountsAndLogsAsJsonWhereItIsAskedTo() throws Exception {
    var up = kappa(Map.of("KAPPA_LOG_FORMAT", "json"), "up", "--only", "kafka");
    assertThat(up.exitCode()).as(up.err()).isZero();

    var clients = Map.<String, Object>of("bootstrap.servers", "127.0.0.1:" + port);
    try (var admin = Admin.create(clients)) {
      admin.createTopics(List.of(new NewTopic("counted", 1, (short) 1))).all().get();
    }
    try (var producer =
        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>("counted", new byte[100])).get();
    }
    assertThat(new HttpProbe().get(metricsPort, "/metrics").orElseThrow())
        .contains("kafka_topic_messages_in_total{topic=\"counted\"} 1.0")
        .containsPattern("kafka_topic_bytes_in_total\\{topic=\"counted\"} \\d+")
        .contains("kafka_log_size_bytes{partition=\"0\",topic=\"counted\"} ")
        .contains("kafka_under_replicated_partitions 0.0")
        .contains("kafka_offline_partitions 0.0")
        .contains("kafka_request_p99_seconds{request=\"Produce\"} ");

    var lines = Files.readAllLines(layout.log("kafka"));
    lines.removeIf(line -> line.matches("(Bootstrap metadata|Formatting|=== kappa).*"));
    assertThat(lines).hasSizeGreaterThan(10);
    for (var line : lines) {
      var event = Json.mapper().readTree(line);
      assertThat(event.path("stage").asText()).as(line).isEqualTo("kafka");
      assertThat(event.path("message").asText()).as(line).isNotEmpty();
    }
  }

  @Test
  void aKilledLauncherLeavesNothingAfterDown() throws Exception {
    var up = start("up", "--only", "kafka");
    await().atMost(LONG).until(() -> !children.findAll().isEmpty());
    up.destroyForcibly().waitFor();

    assertThat(kappa("down").exitCode()).isZero();
    assertThat(children.findAll()).isEmpty();
  }

  @Test
  void aLauncherThatIsToldToEndStopsWhatItStarted() throws Exception {
    var up = start("up", "--only", "kafka");
    await().atMost(LONG).until(() -> children.find("kafka").isPresent());
    up.destroy();
    up.waitFor();

    assertThat(children.findAll()).isEmpty();
    assertThat(Files.readString(temporary.resolve("err")))
        .containsOnlyOnce("stopping what was started");
    assertThat(kappa("status").exitCode()).isEqualTo(3);
  }

  @Test
  void aServerThatDoesNotStartLeavesItsReasonAndNoProcess() throws Exception {
    Files.createDirectories(layout.data("kafka"));
    Files.writeString(layout.data("kafka").resolve("meta.properties"), "version=1\n");

    var up = kappa("up", "--only", "kafka");

    assertThat(up.exitCode()).isEqualTo(1);
    assertThat(up.err())
        .contains("kafka did not start", layout.log("kafka").toString())
        .contains("No readable meta.properties files found")
        .doesNotContain("\tat ");
    assertThat(children.findAll()).isEmpty();
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingIsStarted() throws Exception {
    try (var taken = new ServerSocket()) {
      taken.bind(Loopback.at(port));

      var up = kappa("up", "--only", "kafka");

      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.err()).contains("port " + port + " is taken", "stack.kafka.port");
      assertThat(layout.data("kafka")).doesNotExist();
    }
  }

  private Outcome kappa(String... arguments) throws Exception {
    return kappa(Map.of(), arguments);
  }

  private Outcome kappa(Map<String, String> variables, String... arguments) throws Exception {
    var process = start(variables, arguments);
    assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).as("it ends").isTrue();
    return new Outcome(
        process.exitValue(),
        Files.readString(temporary.resolve("out")),
        Files.readString(temporary.resolve("err")));
  }

  private Process start(String... arguments) throws IOException {
    return start(Map.of(), arguments);
  }

  private Process start(Map<String, String> variables, String... arguments) throws IOException {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StackMain.class.getName()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .redirectOutput(temporary.resolve("out").toFile())
            .redirectError(temporary.resolve("err").toFile());
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("KAPPA_"));
    environment.put("KAPPA_HOME", System.getProperty("kappa.root"));
    environment.put("KAPPA_STACK_DIR", layout.dir().toString());
    environment.put("KAPPA_STACK_KAFKA_PORT", String.valueOf(port));
    environment.put("KAPPA_STACK_KAFKA_CONTROLLER_PORT", String.valueOf(controllerPort));
    environment.put("KAPPA_STACK_KAFKA_METRICS_PORT", String.valueOf(metricsPort));
    environment.putAll(variables);
    var process = builder.start();
    process.getOutputStream().close();
    return process;
  }
}
