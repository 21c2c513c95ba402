package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TrinoServerIT {
  private static final Pattern NEXT = Pattern.compile("\"nextUri\":\"([^\"]+)\"");

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static KappaConfig config;

  @BeforeAll
  static void start() throws IOException {
    config = TestStack.require("presto");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-Trino-User", "X-Presto-User"})
  void answersClientsOfEitherName(String header) throws Exception {
    var answer =
        send(
            header,
            HttpRequest.newBuilder(config.trino().url().resolve("/v1/statement"))
                .POST(BodyPublishers.ofString("SELECT 20 + 3")));
    var rows = new StringBuilder();
    for (var next = NEXT.matcher(answer); next.find(); next = NEXT.matcher(answer)) {
      answer = send(header, HttpRequest.newBuilder(URI.create(next.group(1))));
      rows.append(answer);
    }

    assertThat(rows.toString()).contains("\"data\":[[23]]");
    assertThat(answer).contains("\"state\":\"FINISHED\"");
  }

  private static String send(String header, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    var response = CLIENT.send(request.header(header, "test").build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).isEqualTo(200);
    return response.body();
  }
}
