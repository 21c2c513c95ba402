package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ElasticsearchServerIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static KappaConfig config;

  @BeforeAll
  static void start() throws IOException {
    config = TestStack.require("elasticsearch");
  }

  @Test
  void showsItsProductAndVersion() throws Exception {
    var answer = send("GET", "/", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("X-Elastic-Product")).contains("Elasticsearch");
    assertThat(answer.body()).containsPattern("\"cluster_uuid\" : \"[\\w-]{22}\"");
    assertThat(answer.body()).containsPattern("\"number\" : \"8\\.\\d+\\.\\d+\"");
    assertThat(answer.body()).contains("\"lucene_version\"", "\"tagline\"");
    assertThat(send("HEAD", "/", "").statusCode()).isEqualTo(200);
  }

  @Test
  void findsEnglishWordsByTheirStemAndShowsWhere() throws Exception {
    var index = "stack-" + UUID.randomUUID();
    create(
        index,
        """
        {"mappings": {"properties": {"text": {"type": "text", "analyzer": "english"}}}}""");
    index(index, "{\"text\": \"The running foxes are jumping\"}");

    var found =
        send(
            "POST",
            "/" + index + "/_search",
            """
            {"query": {"query_string": {"query": "text:(jumps AND fox)"}},
             "highlight": {"fields": {"text": {}}}}""");

    assertThat(found.body()).contains("The running <em>foxes</em> are <em>jumping</em>");
    send("DELETE", "/" + index, "");
  }

  @Test
  void takesCustomAnalyzersOfEnglishText() throws Exception {
    var index = "stack-" + UUID.randomUUID();
    create(
        index,
        """
        {"settings": {"analysis": {"analyzer": {"folded": {
           "tokenizer": "standard", "filter": ["lowercase", "asciifolding", "porter_stem"]}}}},
         "mappings": {"properties": {"text": {"type": "text", "analyzer": "folded"}}}}""");
    index(index, "{\"text\": \"Cafés\"}");

    var found = send("GET", "/" + index + "/_search?q=text:cafe", "");

    assertThat(found.body()).contains("\"total\":{\"value\":1,");
    send("DELETE", "/" + index, "");
  }

  @Test
  void listensOnThisMachineAlone() throws Exception {
    var ports = config.stack().ports();
    for (InetAddress address : addressesOnTheNetwork()) {
      for (int port : List.of(ports.elasticsearch(), ports.elasticsearchTransport())) {
        assertThatThrownBy(() -> connect(address, port)).isInstanceOf(ConnectException.class);
      }
    }
    connect(InetAddress.getLoopbackAddress(), ports.elasticsearchTransport());
  }

  private static List<InetAddress> addressesOnTheNetwork() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress())
        .toList();
  }

  private static void connect(InetAddress address, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 5_000);
    }
  }

  private static void create(String index, String body) throws Exception {
    assertThat(send("PUT", "/" + index, body).statusCode()).isEqualTo(200);
  }

  private static void index(String index, String document) throws Exception {
    assertThat(send("POST", "/" + index + "/_doc?refresh=true", document).statusCode())
        .isEqualTo(201);
  }

  private static HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(config.elasticsearch().urls().get(0) + path))
            .header("Content-Type", "application/json")
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }
}
