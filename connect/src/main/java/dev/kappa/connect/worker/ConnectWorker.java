package dev.kappa.connect.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The REST interface of a Kafka Connect worker. */
public final class ConnectWorker {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT =
      Duration.ofSeconds(95); // the worker gives up at 90
  private static final Duration REBALANCE_WAIT = Duration.ofMillis(500);
  private static final int REBALANCE_TRIES = 60;
  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int ERROR = 400;

  private final URI url;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();

  /**
   * @param url the worker's, for example {@code http://127.0.0.1:8083}
   */
  public ConnectWorker(URI url) {
    this.url = url;
  }

  /** Every connector, by name. */
  public List<ConnectorStatus> list() throws InterruptedException {
    var connectors = require(send("GET", "/connectors?expand=status", BodyPublishers.noBody()));
    return StreamSupport.stream(connectors.spliterator(), false)
        .map(connector -> ConnectorStatus.of(connector.path("status")))
        .sorted(Comparator.comparing(ConnectorStatus::name))
        .toList();
  }

  /** How a connector is doing; empty while there is none of that name. */
  public Optional<ConnectorStatus> status(String name) throws InterruptedException {
    var answer = send("GET", path(name) + "/status", BodyPublishers.noBody());
    return answer.status() == NOT_FOUND
        ? Optional.empty()
        : Optional.of(ConnectorStatus.of(require(answer)));
  }

  /** How many tasks a connector has, those that have not begun yet among them. */
  public int tasks(String name) throws InterruptedException {
    return require(send("GET", path(name), BodyPublishers.noBody())).path("tasks").size();
  }

  /**
   * Creates a connector, or gives it another configuration.
   *
   * @return whether it was created
   * @throws WorkerException with what the worker finds wrong with the configuration
   */
  public boolean put(String name, Map<String, String> configuration) throws InterruptedException {
    var answer =
        send("PUT", path(name) + "/config", BodyPublishers.ofByteArray(Json.encode(configuration)));
    require(answer);
    return answer.status() == 201;
  }

  /** Lets a connector and its tasks stand still, until they are resumed. */
  public void pause(String name) throws InterruptedException {
    require(send("PUT", path(name) + "/pause", BodyPublishers.noBody()));
  }

  /** Lets a paused connector and its tasks go on. */
  public void resume(String name) throws InterruptedException {
    require(send("PUT", path(name) + "/resume", BodyPublishers.noBody()));
  }

  /** Restarts a connector and its tasks. */
  public void restart(String name) throws InterruptedException {
    require(send("POST", path(name) + "/restart?includeTasks=true", BodyPublishers.noBody()));
  }

  /** Removes a connector; the offsets of its group stay in Kafka. */
  public void remove(String name) throws InterruptedException {
    require(send("DELETE", path(name), BodyPublishers.noBody()));
  }

  private record Answer(int status, JsonNode body) {}

  private Answer send(String method, String path, BodyPublisher body) throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url.toString().replaceFirst("/$", "") + path))
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .method(method, body)
            .build();
    for (int tries = 1; ; tries++) {
      var answer = once(request);
      // 409 while the workers agree on who runs what
      if (answer.status() != CONFLICT || tries == REBALANCE_TRIES) {
        return answer;
      }
      Thread.sleep(REBALANCE_WAIT.toMillis());
    }
  }

  private Answer once(HttpRequest request) throws InterruptedException {
    try {
      var response = client.send(request, BodyHandlers.ofByteArray());
      var body =
          response.body().length == 0
              ? MissingNode.getInstance()
              : Json.mapper().readTree(response.body());
      return new Answer(response.statusCode(), body);
    } catch (JsonProcessingException e) {
      throw new WorkerException(
          "%s answers, but not as a Kafka Connect worker; check connect.url".formatted(url), e);
    } catch (IOException e) {
      throw new WorkerException(
          "no Kafka Connect worker answers at %s (connect.url); './kappa up' starts the local one"
              .formatted(url),
          e);
    }
  }

  private JsonNode require(Answer answer) {
    if (answer.status() < ERROR) {
      return answer.body();
    }
    var message = answer.body().path("message").asText(answer.body().toString());
    throw new WorkerException(
        answer.status() == NOT_FOUND
            ? message + "; './kappa connect list' shows those that exist"
            : "the worker at %s refuses: %s".formatted(url, message));
  }

  private static String path(String connector) {
    return "/connectors/"
        + URLEncoder.encode(connector, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
