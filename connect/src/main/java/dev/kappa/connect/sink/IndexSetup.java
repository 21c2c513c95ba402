package dev.kappa.connect.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kappa.connect.elastic.Elasticsearch;
import dev.kappa.connect.elastic.ElasticsearchRefusedException;
import dev.kappa.contracts.Json;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes what records are written to: the alias {@code NAME} of an index {@code NAME-v1}, with the
 * mappings of NAME's template. An index or alias that is there already is used as it is.
 * Thread-safe.
 */
public final class IndexSetup {
  private static final Logger log = LoggerFactory.getLogger(IndexSetup.class);
  private static final int TEMPLATE_PRIORITY = 200;

  private final Elasticsearch elasticsearch;
  private final Map<String, JsonNode> templates;
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  /**
   * @param templates settings and mappings by index name
   */
  public IndexSetup(Elasticsearch elasticsearch, Map<String, JsonNode> templates) {
    this.elasticsearch = elasticsearch;
    this.templates = Map.copyOf(templates);
  }

  /**
   * Makes sure that {@code name} can be written to.
   *
   * @throws dev.kappa.connect.elastic.ElasticsearchUnavailableException when Elasticsearch is away
   * @throws ElasticsearchRefusedException when it refuses the name, the mappings or the login
   */
  public void ensure(String name) {
    if (known.contains(name)) {
      return;
    }
    if (!elasticsearch.exists("/" + name)) {
      create(name);
    }
    known.add(name);
  }

  /** Somebody may have deleted it: the next {@link #ensure} looks again. */
  public void forget(String name) {
    known.remove(name);
  }

  private void create(String name) {
    var index = name + "-v1";
    var template = templates.get(name);
    if (template != null) {
      elasticsearch.send(
          "PUT", "/_index_template/kappa-" + name, Map.of(), indexTemplate(name, template));
    }
    var body = Json.mapper().createObjectNode();
    body.putObject("aliases").putObject(name).put("is_write_index", true);
    try {
      elasticsearch.send("PUT", "/" + index, Map.of(), body);
      log.info("created the index {} behind the alias {}", index, name);
    } catch (ElasticsearchRefusedException e) {
      // another task may have been faster: the alias comes with its index, in one step
      if (!e.error().type().equals("resource_already_exists_exception")
          || !elasticsearch.exists("/" + name)) {
        throw e;
      }
    }
  }

  private static ObjectNode indexTemplate(String name, JsonNode template) {
    var body = Json.mapper().createObjectNode();
    body.putArray("index_patterns").add(name + "-v*");
    body.put("priority", TEMPLATE_PRIORITY);
    body.set("template", template);
    return body;
  }
}
