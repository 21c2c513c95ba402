package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients that know nothing but the protocol: today's, and those from before Presto became Trino.
 */
class StatementProtocolIT {
  private static PipelineFixture pipeline;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    pipeline = PipelineFixture.get();
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Trino-", "X-Presto-"})
  void answersPlainHttp(String headers) throws Exception {
    var topic = pipeline.config().topics().pages();
    var request =
        HttpRequest.newBuilder(pipeline.config().trino().url().resolve("/v1/statement"))
            .header(headers + "User", "someone")
            .header(headers + "Catalog", "kafka")
            .header(headers + "Schema", topic.substring(0, topic.indexOf('.')))
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "SELECT name, title FROM page WHERE category = 'trade'"))
            .build();

    var rows = new ArrayList<String>();
    var answer = send(request);
    while (answer.has("nextUri")) {
      answer = send(HttpRequest.newBuilder(URI.create(answer.get("nextUri").asText())).build());
      answer.path("data").forEach(row -> rows.add(row.toString()));
    }

    assertThat(answer.at("/stats/state").asText()).as(answer.toString()).isEqualTo("FINISHED");
    assertThat(rows).containsExactly("[\"shop\",\"Web shop\"]");
  }

  private JsonNode send(HttpRequest request) throws Exception {
    var response = http.send(request, BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).as(request.toString()).isEqualTo(200);
    return Json.decode(response.body(), JsonNode.class);
  }
}
