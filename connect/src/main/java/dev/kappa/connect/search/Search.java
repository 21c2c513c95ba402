package dev.kappa.connect.search;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kappa.connect.elastic.Elasticsearch;
import dev.kappa.connect.elastic.ElasticsearchRefusedException;
import dev.kappa.contracts.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Full-text search in Elasticsearch's query-string syntax. */
public final class Search {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final Elasticsearch elasticsearch;

  public Search(Elasticsearch elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  /**
   * What to look for, and where.
   *
   * @param indices index names, aliases or patterns
   * @param missingIndicesAllowed whether those that do not exist are passed over
   * @param fields where to look; empty: in all of them
   * @param limit most hits
   */
  public record Query(
      String text,
      List<String> indices,
      boolean missingIndicesAllowed,
      List<String> fields,
      int limit) {}

  /**
   * Searches everything that has been written until now.
   *
   * @throws SearchException for an unknown index, or a query that cannot be read
   * @throws dev.kappa.connect.elastic.ElasticsearchUnavailableException when nobody answers
   */
  public SearchResult find(Query query) {
    refresh(query);
    var answer = post(query, "_search", request(query));
    var hits = new ArrayList<Hit>();
    answer.path("hits").path("hits").forEach(hit -> hits.add(hit(hit)));
    return new SearchResult(answer.path("hits").path("total").path("value").asLong(), hits);
  }

  /** Makes visible what has just been written; who may only read sees it a second later. */
  private void refresh(Query query) {
    try {
      elasticsearch.send("POST", path(query, "_refresh"), parameters(query), null);
    } catch (ElasticsearchRefusedException e) {
      if (e.status() != FORBIDDEN) {
        throw failure(query, e);
      }
    }
  }

  private JsonNode post(Query query, String what, JsonNode body) {
    try {
      return elasticsearch.send("POST", path(query, what), parameters(query), body);
    } catch (ElasticsearchRefusedException e) {
      throw failure(query, e);
    }
  }

  private static ObjectNode request(Query query) {
    var body = Json.mapper().createObjectNode();
    body.put("size", query.limit()).put("track_total_hits", true);
    var text = body.putObject("query").putObject("query_string");
    text.put("query", query.text()).put("lenient", true);
    query.fields().forEach(text.withArray("fields")::add);
    if (query.fields().isEmpty()) {
      text.remove("fields");
    }
    var highlight = body.putObject("highlight");
    highlight.put("require_field_match", false).put("encoder", "default");
    highlight.putObject("fields").putObject("*");
    return body;
  }

  private static Hit hit(JsonNode hit) {
    var highlight = new LinkedHashMap<String, List<String>>();
    hit.path("highlight")
        .properties()
        .forEach(
            field -> {
              var passages = new ArrayList<String>();
              field.getValue().forEach(passage -> passages.add(passage.asText()));
              highlight.put(field.getKey(), passages);
            });
    return new Hit(
        hit.path("_index").asText(),
        hit.path("_id").asText(),
        hit.path("_score").asDouble(),
        hit.path("_source"),
        highlight);
  }

  private static SearchException failure(Query query, ElasticsearchRefusedException e) {
    if (e.status() == NOT_FOUND) {
      return new SearchException(
          "no index %s; './kappa search --count' shows those of the suite"
              .formatted(String.join(", ", query.indices())),
          e);
    }
    return QuerySyntax.explain(query.text(), e.error())
        .map(explanation -> new SearchException(explanation, e))
        .orElseGet(() -> new SearchException(e.getMessage(), e));
  }

  private static Map<String, String> parameters(Query query) {
    return Map.of("ignore_unavailable", Boolean.toString(query.missingIndicesAllowed()));
  }

  private static String path(Query query, String what) {
    return query.indices().stream()
        .map(index -> URLEncoder.encode(index, StandardCharsets.UTF_8))
        .collect(Collectors.joining(",", "/", "/" + what));
  }
}
