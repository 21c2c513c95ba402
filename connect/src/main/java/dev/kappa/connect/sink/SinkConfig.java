package dev.kappa.connect.sink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.connect.elastic.ElasticsearchConnection;
import dev.kappa.connect.elastic.Tls;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigException;

/**
 * The connector's configuration, typed and checked.
 *
 * @param name the connector's
 * @param schemaIgnored whether the types of fields are left to templates and Elasticsearch
 * @param invalidDropped whether a record that no document can be made of is passed over
 * @param templates settings and mappings by index name
 * @param flushTimeout how long a commit of offsets waits for records on their way
 */
public record SinkConfig(
    String name,
    ElasticsearchConnection connection,
    DocumentRules rules,
    boolean schemaIgnored,
    MalformedDocuments malformedDocuments,
    boolean invalidDropped,
    Map<String, JsonNode> templates,
    DeadLetterSettings deadLetters,
    Batching batching,
    RetryPolicy retries,
    Duration flushTimeout) {

  /**
   * Where dead letters go.
   *
   * @param topic empty: to the worker's own queue
   * @param producer settings of the producer
   */
  public record DeadLetterSettings(String topic, String stage, Map<String, String> producer) {
    @Override
    public String toString() {
      return "DeadLetterSettings[" + topic + "]"; // the producer's settings may hold a password
    }
  }

  /** How records become requests. */
  public record Batching(
      int size,
      long bytes,
      Duration linger,
      int maxInFlight,
      int maxBuffered,
      long maxBufferedBytes) {}

  /**
   * Reads the settings of a connector or a task.
   *
   * @throws ConfigException with every problem at once
   */
  public static SinkConfig of(Map<String, String> properties) {
    return new Reading(properties).config();
  }

  /** Turns texts into types, and gathers the problems met on the way. */
  private static final class Reading {
    private final Map<String, String> properties;
    private final AbstractConfig settings;
    private final List<String> problems = new ArrayList<>();

    Reading(Map<String, String> properties) {
      this.properties = properties;
      this.settings = new AbstractConfig(SinkSettings.definition(), properties, false);
    }

    SinkConfig config() {
      var urls = urls();
      var templates = templates();
      var deadLetters = deadLetters();
      var tls = tls();
      if (settings.getLong(SinkSettings.RETRY_BACKOFF_MAX)
          < settings.getLong(SinkSettings.RETRY_BACKOFF)) {
        problems.add(
            "%s is below %s".formatted(SinkSettings.RETRY_BACKOFF_MAX, SinkSettings.RETRY_BACKOFF));
      }
      var indexNames = new IndexNames(pairs(SinkSettings.TOPIC_INDEX));
      if (!problems.isEmpty()) {
        throw new ConfigException(String.join("; ", problems));
      }
      return new SinkConfig(
          properties.getOrDefault("name", "elasticsearch-sink"),
          new ElasticsearchConnection(
              urls,
              settings.getString(SinkSettings.USERNAME),
              settings.getPassword(SinkSettings.PASSWORD).value(),
              Duration.ofMillis(settings.getInt(SinkSettings.CONNECT_TIMEOUT)),
              Duration.ofMillis(settings.getInt(SinkSettings.READ_TIMEOUT)),
              settings.getBoolean(SinkSettings.COMPRESSION),
              tls),
          new DocumentRules(
              settings.getBoolean(SinkSettings.KEY_IGNORE),
              Set.copyOf(settings.getList(SinkSettings.KEY_IGNORE_TOPICS)),
              NullValues.valueOf(upper(SinkSettings.NULL_VALUES)),
              WriteMethod.valueOf(upper(SinkSettings.WRITE_METHOD)),
              settings.getString(SinkSettings.VERSION_HEADER),
              settings.getBoolean(SinkSettings.COMPACT_MAPS),
              indexNames),
          settings.getBoolean(SinkSettings.SCHEMA_IGNORE),
          MalformedDocuments.valueOf(upper(SinkSettings.MALFORMED)),
          settings.getBoolean(SinkSettings.DROP_INVALID),
          templates,
          deadLetters,
          new Batching(
              settings.getInt(SinkSettings.BATCH_SIZE),
              settings.getLong(SinkSettings.BULK_BYTES),
              Duration.ofMillis(settings.getLong(SinkSettings.LINGER)),
              settings.getInt(SinkSettings.MAX_IN_FLIGHT),
              settings.getInt(SinkSettings.MAX_BUFFERED),
              settings.getLong(SinkSettings.MAX_BUFFERED_BYTES)),
          new RetryPolicy(
              Duration.ofMillis(settings.getLong(SinkSettings.RETRY_BACKOFF)),
              Duration.ofMillis(settings.getLong(SinkSettings.RETRY_BACKOFF_MAX)),
              settings.getInt(SinkSettings.MAX_RETRIES)),
          Duration.ofMillis(settings.getLong(SinkSettings.FLUSH_TIMEOUT)));
    }

    private List<URI> urls() {
      var urls = new ArrayList<URI>();
      for (var text : settings.getList(SinkSettings.URL)) {
        try {
          var url = URI.create(text.strip());
          if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
            throw new IllegalArgumentException(text);
          }
          urls.add(url);
        } catch (IllegalArgumentException e) {
          problems.add(
              "%s: '%s' is not an address like http://host:port".formatted(SinkSettings.URL, text));
        }
      }
      if (urls.isEmpty() && problems.isEmpty()) {
        problems.add("%s is empty".formatted(SinkSettings.URL));
      }
      return urls;
    }

    private Optional<Tls> tls() {
      if (upper(SinkSettings.SECURITY).equals("PLAINTEXT")) {
        return Optional.empty();
      }
      try {
        return Optional.of(Tls.of(prefixed(SinkSettings.TLS)));
      } catch (KafkaException e) {
        problems.add("%s…: %s".formatted(SinkSettings.TLS, e.getMessage()));
        return Optional.empty();
      }
    }

    private Map<String, JsonNode> templates() {
      var templates = new LinkedHashMap<String, JsonNode>();
      pairs(SinkSettings.TEMPLATES)
          .forEach(
              (index, template) -> {
                try {
                  templates.put(index, Templates.read(template));
                } catch (IllegalArgumentException e) {
                  problems.add(SinkSettings.TEMPLATES + ": " + e.getMessage());
                }
              });
      return templates;
    }

    private DeadLetterSettings deadLetters() {
      var producer = prefixed(SinkSettings.DEAD_LETTERS_PRODUCER);
      var topic = settings.getString(SinkSettings.DEAD_LETTERS_TOPIC);
      if (!topic.isEmpty() && settings.getString(SinkSettings.DEAD_LETTERS_BOOTSTRAP).isEmpty()) {
        problems.add(
            "%s is set, and %s is not"
                .formatted(SinkSettings.DEAD_LETTERS_TOPIC, SinkSettings.DEAD_LETTERS_BOOTSTRAP));
      }
      return new DeadLetterSettings(
          topic, settings.getString(SinkSettings.DEAD_LETTERS_STAGE), producer);
    }

    private Map<String, String> prefixed(String prefix) {
      var found = new HashMap<String, String>();
      properties.forEach(
          (key, value) -> {
            if (key.startsWith(prefix)) {
              found.put(key.substring(prefix.length()), value);
            }
          });
      return found;
    }

    private Map<String, String> pairs(String key) {
      var pairs = new TreeMap<String, String>();
      for (var pair : settings.getList(key)) {
        var colon = pair.indexOf(':');
        if (colon < 1 || colon == pair.length() - 1) {
          problems.add("%s: '%s' is not NAME:VALUE".formatted(key, pair));
        } else {
          pairs.put(pair.substring(0, colon).strip(), pair.substring(colon + 1).strip());
        }
      }
      return pairs;
    }

    private String upper(String key) {
      return settings.getString(key).toUpperCase(Locale.ROOT);
    }
  }
}
