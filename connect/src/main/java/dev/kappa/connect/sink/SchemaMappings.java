package dev.kappa.connect.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kappa.connect.elastic.Elasticsearch;
import dev.kappa.connect.elastic.ElasticsearchRefusedException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Elasticsearch the types of records that have a schema, before the first of them. */
public final class SchemaMappings {
  private static final Logger log = LoggerFactory.getLogger(SchemaMappings.class);

  private static final String META = "_meta";

  private final Elasticsearch elasticsearch;
  private final boolean schemaIgnored;
  private final Set<Known> known = ConcurrentHashMap.newKeySet();

  private record Known(String index, Schema schema) {}

  public SchemaMappings(Elasticsearch elasticsearch, boolean schemaIgnored) {
    this.elasticsearch = elasticsearch;
    this.schemaIgnored = schemaIgnored;
  }

  /** Puts what is new; where the index has other types already, those stay. */
  public void ensure(List<Operation> operations) {
    if (schemaIgnored) {
      return;
    }
    for (var operation : operations) {
      var schema = operation.record().valueSchema();
      if (schema != null && schema.type() == Schema.Type.STRUCT && operation.document() != null) {
        var one = new Known(operation.key().index(), schema);
        if (!known.contains(one)) {
          put(one);
          known.add(one);
        }
      }
    }
  }

  private void put(Known one) {
    var path = "/" + one.index() + "/_mapping";
    try {
      var mapping = SchemaMapping.of(one.schema());
      if (mapping.has(META)) {
        // Elasticsearch merges properties; of _meta, what is put replaces what was there
        for (var index : elasticsearch.send("GET", path, Map.of(), null)) {
          mapping.set(META, merged(index.path("mappings").path(META), mapping.get(META)));
        }
      }
      elasticsearch.send("PUT", path, Map.of(), mapping);
    } catch (ElasticsearchRefusedException e) {
      log.warn("the mapping of {} stays as it is: {}", one.index(), e.error());
    }
  }

  private static JsonNode merged(JsonNode there, JsonNode ours) {
    if (!there.isObject() || !ours.isObject()) {
      return ours;
    }
    var all = (ObjectNode) there.deepCopy();
    ours.properties()
        .forEach(
            field -> all.set(field.getKey(), merged(all.path(field.getKey()), field.getValue())));
    return all;
  }
}
