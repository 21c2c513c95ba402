package dev.kappa.connect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kappa.contracts.Json;
import org.junit.jupiter.api.Test;

class ConnectorStatusTest {
  @Test
  void namesTheInnermostReasonOfAFailedTask() throws JsonProcessingException {
    var status =
        status(
            """
            {"name":"sink","connector":{"state":"RUNNING","worker_id":"w"},"tasks":[
              {"id":0,"state":"RUNNING","worker_id":"w"},
              {"id":1,"state":"FAILED","worker_id":"w","trace":
                "org.apache.kafka.connect.errors.ConnectException: Exiting\\n\\tat a.B.c(B.java:1)\\nCaused by: org.example.Refused: no rights\\n\\t... 9 more\\n"}]}
            """);
    assertThat(status.running()).isFalse();
    assertThat(status.failure()).contains("task 1: no rights");
  }

  @Test
  void runsOnlyWithTasks() throws JsonProcessingException {
    var connector = "{\"name\":\"s\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[%s]}";
    assertThat(status(connector.formatted("")).running()).isFalse();
    assertThat(status(connector.formatted("{\"id\":0,\"state\":\"RUNNING\"}")).running()).isTrue();
    assertThat(status(connector.formatted("{\"id\":0,\"state\":\"UNASSIGNED\"}")).running())
        .isFalse();
  }

  private static ConnectorStatus status(String json) throws JsonProcessingException {
    return ConnectorStatus.of(Json.mapper().readTree(json));
  }
}
