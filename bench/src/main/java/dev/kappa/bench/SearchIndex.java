package dev.kappa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** An index of the benchmark's own, by its name or its alias. */
final class SearchIndex implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int PAGE = 10_000;

  private final KappaConfig.Elasticsearch elasticsearch;
  private final String name;
  private final HttpClient http = HttpClient.newHttpClient();

  SearchIndex(KappaConfig.Elasticsearch elasticsearch, String name) {
    this.elasticsearch = elasticsearch;
    this.name = name;
  }

  /** A request to a cluster, with the login where there is one. */
  static HttpRequest.Builder request(KappaConfig.Elasticsearch elasticsearch, String path) {
    URI url = elasticsearch.urls().get(0);
    var request =
        HttpRequest.newBuilder(URI.create(url.toString().replaceAll("/$", "") + path))
            .header("Content-Type", "application/json");
    if (!elasticsearch.username().isEmpty()) {
      var login = elasticsearch.username() + ":" + elasticsearch.password();
      var encoded = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
      request.header("Authorization", "Basic " + encoded);
    }
    return request;
  }

  /** Creates it with the mappings and the shards of another one. */
  void createLike(SearchIndex other) {
    var theirs = other.send("GET", "/" + other.name, null).elements().next();
    var ours = Json.mapper().createObjectNode();
    ours.set("mappings", theirs.path("mappings"));
    var settings = ours.putObject("settings");
    for (var setting : new String[] {"number_of_shards", "auto_expand_replicas"}) {
      settings.set(setting, theirs.path("settings").path("index").path(setting));
    }
    send("PUT", "/" + name, ours);
  }

  /** How many documents have been written to it; 0 while it does not exist. */
  long indexed() {
    return send("GET", "/" + name + "/_stats/indexing", null)
        .path("_all")
        .path("primaries")
        .path("indexing")
        .path("index_total")
        .asLong();
  }

  /**
   * Requires so many documents of each page, and no other.
   *
   * @throws BenchFailedException when there are more, fewer or others
   */
  void require(Map<String, Long> actionsByPage) {
    send("POST", "/" + name + "/_refresh", null);
    var answer = searchByPage(actionsByPage.size() + 1);
    var found = byPage(answer);
    long documents = answer.path("hits").path("total").path("value").asLong();
    long expected = actionsByPage.values().stream().mapToLong(Long::longValue).sum();
    if (documents != expected || !found.equals(actionsByPage)) {
      throw new BenchFailedException(
          "%s holds %,d documents on %,d pages, expected were %,d on %,d, so many on each"
              .formatted(name, documents, found.size(), expected, actionsByPage.size()));
    }
  }

  /** How many documents there are of each page, of so many pages at most. */
  Map<String, Long> byPage(int pages) {
    return byPage(searchByPage(pages));
  }

  private static Map<String, Long> byPage(JsonNode answer) {
    var found = new HashMap<String, Long>();
    for (JsonNode page : answer.path("aggregations").path("pages").path("buckets")) {
      found.put(page.path("key").asText(), page.path("doc_count").asLong());
    }
    return found;
  }

  private JsonNode searchByPage(int pages) {
    var search = Json.mapper().createObjectNode();
    search.put("size", 0).put("track_total_hits", true);
    var terms = search.putObject("aggs").putObject("pages").putObject("terms");
    terms.put("field", "name").put("size", pages);
    return send("POST", "/" + name + "/_search", search);
  }

  /**
   * Reads every document and requires that they are those, with these ids and this JSON.
   *
   * @throws BenchFailedException when one is missing, another or not as it was sent
   */
  void require(DocumentSum expected) {
    var found = DocumentSum.NONE;
    var search = Json.mapper().createObjectNode();
    search.put("size", PAGE);
    search.putArray("sort").add("_doc");
    var filter = "filter_path=_scroll_id,hits.hits._id,hits.hits._source";
    var page = send("POST", "/" + name + "/_search?scroll=1m&" + filter, search);
    while (!page.at("/hits/hits").isEmpty()) {
      for (JsonNode hit : page.at("/hits/hits")) {
        found =
            found.plus(
                hit.path("_id").asText(),
                hit.path("_source").toString().getBytes(StandardCharsets.UTF_8));
      }
      page = send("POST", "/_search/scroll?" + filter, scroll(page).put("scroll", "1m"));
    }
    send("DELETE", "/_search/scroll", scroll(page));
    if (!found.equals(expected)) {
      throw new BenchFailedException(
          "%s holds %,d documents, %,d were sent; or one of them is not as it was sent"
              .formatted(name, found.documents(), expected.documents()));
    }
  }

  private static ObjectNode scroll(JsonNode page) {
    return Json.mapper().createObjectNode().put("scroll_id", page.path("_scroll_id").asText());
  }

  private JsonNode send(String method, String path, ObjectNode body) {
    var publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.encode(body));
    try {
      var answer =
          http.send(
              request(elasticsearch, path).method(method, publisher).build(),
              BodyHandlers.ofByteArray());
      if (answer.statusCode() >= 400 && answer.statusCode() != NOT_FOUND) {
        throw new BenchFailedException(
            "Elasticsearch: %s %s: %s"
                .formatted(method, path, new String(answer.body(), StandardCharsets.UTF_8)));
      }
      return Json.decode(answer.body(), JsonNode.class);
    } catch (IOException e) {
      throw new UncheckedIOException("Elasticsearch: " + method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", e);
    }
  }

  /** Deletes it, with the template that a sink has made for it. */
  @Override
  public void close() {
    send("GET", "/" + name, null)
        .fieldNames()
        .forEachRemaining(
            index -> {
              if (index.startsWith(name)) {
                send("DELETE", "/" + index, null);
              }
            });
    send("DELETE", "/_index_template/kappa-" + name, null);
  }
}
