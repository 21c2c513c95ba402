package dev.kappa.connect.sink;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.Width;

/** The connector's settings: names, defaults, what they are for. */
public final class SinkSettings {
  static final String URL = "connection.url";
  static final String USERNAME = "connection.username";
  static final String PASSWORD = "connection.password";
  static final String COMPRESSION = "connection.compression";
  static final String SECURITY = "elastic.security.protocol";
  static final String TLS = "elastic.https.";
  static final String CONNECT_TIMEOUT = "connection.timeout.ms";
  static final String READ_TIMEOUT = "read.timeout.ms";
  static final String KEY_IGNORE = "key.ignore";
  static final String KEY_IGNORE_TOPICS = "topic.key.ignore";
  static final String WRITE_METHOD = "write.method";
  static final String SCHEMA_IGNORE = "schema.ignore";
  static final String COMPACT_MAPS = "compact.map.entries";
  static final String VERSION_HEADER = "external.version.header";
  static final String DROP_INVALID = "drop.invalid.message";
  static final String NULL_VALUES = "behavior.on.null.values";
  static final String MALFORMED = "behavior.on.malformed.documents";
  static final String TOPIC_INDEX = "topic.index.map";
  static final String TEMPLATES = "index.templates";
  static final String DEAD_LETTERS_TOPIC = "dead.letters.topic";
  static final String DEAD_LETTERS_STAGE = "dead.letters.stage";
  static final String DEAD_LETTERS_PRODUCER = "dead.letters.producer.";
  static final String DEAD_LETTERS_BOOTSTRAP = DEAD_LETTERS_PRODUCER + "bootstrap.servers";
  static final String BATCH_SIZE = "batch.size";
  static final String BULK_BYTES = "bulk.size.bytes";
  static final String LINGER = "linger.ms";
  static final String MAX_IN_FLIGHT = "max.in.flight.requests";
  static final String MAX_BUFFERED = "max.buffered.records";
  static final String MAX_BUFFERED_BYTES = "max.buffered.bytes";
  static final String FLUSH_TIMEOUT = "flush.timeout.ms";
  static final String MAX_RETRIES = "max.retries";
  static final String RETRY_BACKOFF = "retry.backoff.ms";
  static final String RETRY_BACKOFF_MAX = "retry.backoff.max.ms";

  private static final String CONNECTION = "Connection";
  private static final String DOCUMENTS = "Documents";
  private static final String FAILURES = "Failures";
  private static final String BATCHES = "Batches";

  private SinkSettings() {}

  /** The definition that the worker checks a configuration by. */
  public static ConfigDef definition() {
    var definition = new Definition();
    definition.group(CONNECTION);
    definition.add(
        URL,
        Type.LIST,
        ConfigDef.NO_DEFAULT_VALUE,
        null,
        Importance.HIGH,
        "Elasticsearch nodes, separated by commas, for example http://127.0.0.1:9200.");
    definition.add(
        USERNAME, Type.STRING, "", null, Importance.MEDIUM, "The login. Empty: no login.");
    definition.add(PASSWORD, Type.PASSWORD, "", null, Importance.MEDIUM, "With the username.");
    definition.add(
        COMPRESSION, Type.BOOLEAN, false, null, Importance.LOW, "Send requests gzipped.");
    definition.add(
        SECURITY,
        Type.STRING,
        "plaintext",
        ConfigDef.CaseInsensitiveValidString.in("plaintext", "ssl"),
        Importance.MEDIUM,
        "ssl: the trust and key stores for https are those of the settings with the prefix"
            + " elastic.https., named like those of Kafka's own clients, for example"
            + " elastic.https.ssl.truststore.location. plaintext: https trusts what the JVM"
            + " trusts.");
    definition.add(
        CONNECT_TIMEOUT,
        Type.INT,
        1_000,
        Range.atLeast(1),
        Importance.LOW,
        "How long a connection may take to be made.");
    definition.add(
        READ_TIMEOUT,
        Type.INT,
        30_000,
        Range.atLeast(1),
        Importance.LOW,
        "How long an answer may take. A request without an answer is sent again, which changes"
            + " nothing that was written.");

    definition.group(DOCUMENTS);
    definition.add(
        KEY_IGNORE,
        Type.BOOLEAN,
        false,
        null,
        Importance.HIGH,
        "false: the record's key is the document's id, and the last record of a key wins. true: the"
            + " id is topic+partition+offset, and every record is a document.");
    definition.add(
        KEY_IGNORE_TOPICS,
        Type.LIST,
        "",
        null,
        Importance.LOW,
        "Topics whose keys are ignored in any case.");
    definition.add(
        WRITE_METHOD,
        Type.STRING,
        "insert",
        choice(WriteMethod.values()),
        Importance.LOW,
        "insert: the value becomes the document. upsert: its fields go over those of the document"
            + " of its key; then there is no external version, and the order of the log decides.");
    definition.add(
        VERSION_HEADER,
        Type.STRING,
        "",
        null,
        Importance.LOW,
        "A header that holds the document's version as a number from 0 up: the highest wins."
            + " Empty, or no such header: the record's offset.");
    definition.add(
        SCHEMA_IGNORE,
        Type.BOOLEAN,
        false,
        null,
        Importance.LOW,
        "false: where a converter gives records a schema, the index gets its types. true: the types"
            + " come from the template, else Elasticsearch guesses them.");
    definition.add(
        COMPACT_MAPS,
        Type.BOOLEAN,
        true,
        null,
        Importance.LOW,
        "How a map of a record with a schema is written, if its keys are text: true as an object,"
            + " false as a list of {\"key\", \"value\"}. Maps with other keys are such lists always.");
    definition.add(
        NULL_VALUES,
        Type.STRING,
        "delete",
        choice(NullValues.values()),
        Importance.MEDIUM,
        "What a record without a value means: ignore, delete (the document of its key), or fail."
            + " With key.ignore=true there is nothing to delete, and the record is malformed.");
    definition.add(
        TOPIC_INDEX,
        Type.LIST,
        "",
        null,
        Importance.MEDIUM,
        "TOPIC:INDEX pairs, for topics whose index is not their own name in lower case.");
    definition.add(
        TEMPLATES,
        Type.LIST,
        "",
        null,
        Importance.MEDIUM,
        "INDEX:TEMPLATE pairs: the settings and mappings of an index that the connector creates."
            + " TEMPLATE is employees, actions, fulltext, or the path of a JSON file on the worker."
            + " Without one, Elasticsearch guesses the types of the fields.");

    definition.group(FAILURES);
    definition.add(
        MALFORMED,
        Type.STRING,
        "dead_letter",
        choice(MalformedDocuments.values()),
        Importance.HIGH,
        "What happens to a record that can never be indexed (no JSON object, no usable key, refused"
            + " by the mapping, too large): dead_letter, fail, warn or ignore.");
    definition.add(
        DROP_INVALID,
        Type.BOOLEAN,
        false,
        null,
        Importance.LOW,
        "true: a record that no document can be made of (no JSON object, no usable key) is passed"
            + " over with a line in the log, whatever behavior.on.malformed.documents says.");
    definition.add(
        DEAD_LETTERS_TOPIC,
        Type.STRING,
        "",
        null,
        Importance.HIGH,
        "Topic of the dead letters in the suite's envelope: key and value as they were, the reason"
            + " in headers; needs ByteArrayConverter (or StringConverter). Empty: the worker's own"
            + " queue, errors.deadletterqueue.topic.name.");
    definition.add(
        DEAD_LETTERS_STAGE,
        Type.STRING,
        "connect",
        null,
        Importance.LOW,
        "The stage that dead letters name, and that sent back ones are for: one of its own for each"
            + " connector that reads the same topics.");
    definition.add(
        DEAD_LETTERS_BOOTSTRAP,
        Type.STRING,
        "",
        null,
        Importance.HIGH,
        "Kafka brokers of the dead letters, host:port separated by commas. Every other setting"
            + " with the prefix dead.letters.producer. goes to that producer, too.");
    definition.add(
        MAX_RETRIES,
        Type.INT,
        -1,
        Range.atLeast(-1),
        Importance.MEDIUM,
        "After how many retries of a record (429, 5xx, no answer) the task fails. -1: never; it"
            + " waits until Elasticsearch takes it.");
    definition.add(
        RETRY_BACKOFF,
        Type.LONG,
        100L,
        Range.atLeast(1),
        Importance.LOW,
        "The wait before the first retry; it doubles with each.");
    definition.add(
        RETRY_BACKOFF_MAX,
        Type.LONG,
        10_000L,
        Range.atLeast(1),
        Importance.LOW,
        "The longest wait before a retry.");

    definition.group(BATCHES);
    definition.add(
        BATCH_SIZE,
        Type.INT,
        2_000,
        Range.atLeast(1),
        Importance.MEDIUM,
        "Most records of a bulk request.");
    definition.add(
        BULK_BYTES,
        Type.LONG,
        5L * 1024 * 1024,
        Range.atLeast(1),
        Importance.LOW,
        "A bulk request ends with the record that reaches so many bytes.");
    definition.add(
        LINGER,
        Type.LONG,
        10L,
        Range.atLeast(0),
        Importance.LOW,
        "How long a smaller request waits for more records.");
    definition.add(
        MAX_IN_FLIGHT,
        Type.INT,
        2,
        Range.between(1, 100),
        Importance.MEDIUM,
        "Most bulk requests under way at once. The writes of a key keep their order.");
    definition.add(
        MAX_BUFFERED,
        Type.INT,
        20_000,
        Range.atLeast(1),
        Importance.LOW,
        "With so many records on their way, reading pauses until half of them are indexed.");
    definition.add(
        MAX_BUFFERED_BYTES,
        Type.LONG,
        64L * 1024 * 1024,
        Range.atLeast(1),
        Importance.LOW,
        "The same for the bytes of the records on their way, so that large documents do not fill the"
            + " worker's memory.");
    definition.add(
        FLUSH_TIMEOUT,
        Type.LONG,
        4_000L,
        Range.atLeast(0),
        Importance.LOW,
        "How long a commit of offsets waits for records on their way. Those that take longer are"
            + " committed the next time.");
    return definition.result;
  }

  private static ConfigDef.Validator choice(Enum<?>[] values) {
    return ConfigDef.CaseInsensitiveValidString.in(
        Arrays.stream(values)
            .flatMap(value -> Stream.of(value.name().toLowerCase(Locale.ROOT)))
            .toArray(String[]::new));
  }

  /** Counts the settings of each group. */
  private static final class Definition {
    private final ConfigDef result = new ConfigDef();
    private String group;
    private int order;

    void group(String name) {
      group = name;
      order = 0;
    }

    void add(
        String name,
        Type type,
        Object defaultValue,
        ConfigDef.Validator validator,
        Importance importance,
        String documentation) {
      result.define(
          name,
          type,
          defaultValue,
          validator,
          importance,
          documentation,
          group,
          order++,
          Width.MEDIUM,
          name);
    }
  }
}
