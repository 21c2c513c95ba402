package dev.kappa.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kappa connect} as a person calls it. */
class ConnectCommandIT {
  private static Servers servers;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws IOException {
    servers = Servers.require();
  }

  @AfterAll
  static void stop() throws IOException {
    servers.close();
  }

  @Test
  void appliesShowsRestartsAndRemovesAConnector() throws Exception {
    var topic = servers.topic("command", 2);
    var name = Servers.unique("it-command");
    var file = connector(name, TestConnector.settings(servers, topic, Map.of("tasks.max", "2")));

    var applied = run(0, "apply", file.toString(), "--json");
    assertThat(applied.json().at("/connectors/0/state").asText()).isEqualTo("RUNNING");
    assertThat(applied.json().at("/connectors/0/tasks").findValuesAsText("state"))
        .containsExactly("RUNNING", "RUNNING");
    assertThat(applied.err()).contains(name + ": created");
    assertThat(run(0, "list", "--json").json().path("connectors").findValuesAsText("name"))
        .contains(name);
    assertThat(run(0, "status", name).out()).contains(name, "RUNNING", "task 0");
    assertThat(run(0, "pause", name).out()).contains("paused " + name);
    await()
        .atMost(TestConnector.PATIENCE)
        .untilAsserted(() -> assertThat(run(1, "status", name).out()).contains("PAUSED"));
    assertThat(run(0, "resume", name, "--json").json().at("/connectors/0/state").asText())
        .isEqualTo("RUNNING");
    assertThat(run(0, "restart", name, "--json").json().at("/connectors/0/tasks/0/state").asText())
        .isEqualTo("RUNNING");
    assertThat(run(0, "remove", name, "--json").json())
        .hasToString("{\"removed\":\"%s\"}".formatted(name));

    assertThat(run(1, "status", name).err()).contains("no connector '" + name + "'");
    assertThat(run(1, "remove", name).err()).contains(name, "./kappa connect list");
  }

  @Test
  void saysWhyAConnectorFailed() throws Exception {
    var topic = servers.topic("failing", 1);
    topic.send(List.of("not json"));
    var name = Servers.unique("it-failing");
    var file = connector(name, TestConnector.settings(servers, topic, Map.of()));
    try {
      // it may run for a moment before it reads the record
      run(null, "apply", file.toString());
      await()
          .atMost(TestConnector.PATIENCE)
          .untilAsserted(
              () -> {
                var status = run(null, "status", name, "--json");
                assertThat(status.exitCode()).isEqualTo(1);
                assertThat(status.json().at("/connectors/0/tasks/0/state").asText())
                    .isEqualTo("FAILED");
                assertThat(status.json().at("/connectors/0/tasks/0/reason").asText())
                    .contains("not-json");
              });
    } finally {
      run(0, "remove", name);
    }
  }

  @Test
  void saysWhatIsWrongWithASettingBeforeAnythingRuns() throws Exception {
    var topic = servers.topic("wrong", 1);
    var name = Servers.unique("it-wrong");
    var settings =
        TestConnector.settings(
            servers, topic, Map.of("write.method", "merge", "connection.url", "here"));
    assertThat(run(1, "apply", connector(name, settings).toString()).err())
        .contains("write.method", "merge");
    assertThat(servers.worker.status(name)).isEmpty();
    assertThat(run(2, "apply", folder.resolve("no-such-file").toString()).err())
        .contains("no-such-file");
    assertThat(run(2).err())
        .contains("which of list, status, apply, pause, resume, restart, remove?");
  }

  @Test
  void saysThatNoWorkerAnswers() throws Exception {
    var away = List.of("list");
    assertThat(call(Map.of("KAPPA_CONNECT_URL", "http://127.0.0.1:1"), away, 1).err())
        .contains("no Kafka Connect worker answers at http://127.0.0.1:1", "./kappa up");
  }

  private Path connector(String name, Map<String, String> settings) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".properties"),
        "name="
            + name
            + settings.entrySet().stream()
                .map(setting -> "\n" + setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining()));
  }

  private record Result(int exitCode, String out, String err) {
    JsonNode json() {
      return Json.decode(out.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
  }

  private Result run(Integer exitCode, String... arguments) throws Exception {
    var url = servers.config.connectUrl().toString();
    return call(Map.of("KAPPA_CONNECT_URL", url), List.of(arguments), exitCode);
  }

  private Result call(Map<String, String> environment, List<String> arguments, Integer exitCode)
      throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp"));
    command.add(servers.config.root().resolve("connect/target/kappa-connect.jar").toString());
    command.add(ConnectMain.class.getName());
    command.addAll(arguments);
    var err = folder.resolve("err");
    var process = new ProcessBuilder(command).redirectError(err.toFile());
    process.environment().keySet().removeIf(name -> name.startsWith("KAPPA_"));
    process.environment().put("KAPPA_HOME", folder.toString());
    process.environment().putAll(environment);
    var running = process.start();
    var out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    var result = new Result(running.waitFor(), out, Files.readString(err));
    if (exitCode != null) {
      assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    }
    return result;
  }
}
