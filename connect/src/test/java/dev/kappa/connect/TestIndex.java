package dev.kappa.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.kappa.connect.elastic.Elasticsearch;
import dev.kappa.contracts.Json;
import java.util.HashMap;
import java.util.Map;

/** What is in an index. */
record TestIndex(Elasticsearch elasticsearch, String name) {
  private static final int PAGE = 5_000;

  /** How many documents there are, those just written among them. */
  long count() {
    if (!elasticsearch.exists("/" + name)) {
      return 0;
    }
    elasticsearch.send("POST", "/" + name + "/_refresh", Map.of(), null);
    return elasticsearch.send("GET", "/" + name + "/_count", Map.of(), null).path("count").asLong();
  }

  /** A document in an index, and how often it has been written there. */
  record Document(JsonNode source, long sequenceNumber, long version) {}

  /** Every document by its id. */
  Map<String, Document> documents() {
    elasticsearch.send("POST", "/" + name + "/_refresh", Map.of(), null);
    var documents = new HashMap<String, Document>();
    ArrayNode after = null;
    while (true) {
      var body = Json.mapper().createObjectNode();
      body.put("size", PAGE).put("seq_no_primary_term", true).put("version", true);
      body.putArray("sort").addObject().put("_seq_no", "asc");
      if (after != null) {
        body.set("search_after", after);
      }
      var hits =
          elasticsearch
              .send("POST", "/" + name + "/_search", Map.of(), body)
              .path("hits")
              .path("hits");
      if (hits.isEmpty()) {
        return documents;
      }
      for (var hit : hits) {
        documents.put(
            hit.path("_id").asText(),
            new Document(
                hit.path("_source"), hit.path("_seq_no").asLong(), hit.path("_version").asLong()));
        after = (ArrayNode) hit.path("sort");
      }
    }
  }
}
