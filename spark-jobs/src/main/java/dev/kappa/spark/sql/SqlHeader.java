package dev.kappa.spark.sql;

import dev.kappa.spark.events.ParseJson;
import dev.kappa.spark.table.TableKeys;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the header of a {@code .sql} file says.
 *
 * @param topic whose records are read
 * @param schema their fields
 * @param eventTime the field that is the event time, or {@link ParseJson#RECORD_TIME}
 * @param watermark how far an event may lag behind; empty for the configured one
 * @param identity the field that tells a duplicate
 * @param table that is written
 * @param keys of the table
 */
record SqlHeader(
    String topic,
    StructType schema,
    String eventTime,
    Optional<Duration> watermark,
    Optional<String> identity,
    String table,
    TableKeys keys) {
  private static final String TOPIC = "topic";
  private static final String RECORD = "record";
  private static final String SCHEMA = "schema";
  private static final String EVENT_TIME = "event time";
  private static final String WATERMARK = "watermark";
  private static final String IDENTITY = "identity";
  private static final String TABLE = "table";
  private static final String PARTITION_KEY = "partition key";
  private static final String CLUSTERING_KEY = "clustering key";
  private static final String TIME_TO_LIVE = "time to live";
  private static final List<String> KEYS =
      List.of(
          TOPIC,
          RECORD,
          SCHEMA,
          EVENT_TIME,
          WATERMARK,
          IDENTITY,
          TABLE,
          PARTITION_KEY,
          CLUSTERING_KEY,
          TIME_TO_LIVE);

  private static final Pattern KAFKA_TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{0,47}");
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9}) (second|minute|hour|day)s?");

  /**
   * Reads the header of a file.
   *
   * @return empty where a key is missing or wrong: {@code problems} says which, all of them
   */
  static Optional<SqlHeader> read(String text, Problems problems) {
    var lines = HeaderLines.read(text, KEYS, problems);
    var before = problems.sentences().size();
    var topic = lines.require(TOPIC, "shop.orders", problems);
    topic.ifPresent(
        entry -> {
          if (!KAFKA_TOPIC.matcher(entry.value()).matches()) {
            problems.add(entry.line(), "%s is no name of a topic".formatted(entry.value()));
          }
        });
    var eventTime =
        lines.require(EVENT_TIME, "placed (a field), or timestamp (the record's)", problems);
    var schema = schema(lines, eventTime, problems);
    var watermark = duration(lines, WATERMARK, problems);
    var identity = lines.find(IDENTITY);
    identity.ifPresent(entry -> requireField(entry, schema, problems));
    var table = lines.require(TABLE, "orders_by_shop", problems);
    table.ifPresent(entry -> requireName(entry, entry.value(), problems));
    var partition = lines.require(PARTITION_KEY, "shop, day", problems);
    var partitionColumns = partition.map(entry -> names(entry, problems)).orElse(List.of());
    var clustering =
        lines.find(CLUSTERING_KEY).map(entry -> clustering(entry, problems)).orElse(List.of());
    var timeToLive = duration(lines, TIME_TO_LIVE, problems).orElse(TableKeys.NINETY_DAYS);
    var keys = new TableKeys(partitionColumns, clustering, timeToLive);
    requireDistinct(keys, partition, problems);
    if (problems.sentences().size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new SqlHeader(
            topic.orElseThrow().value(),
            schema.orElseThrow(),
            eventTime.orElseThrow().value(),
            watermark,
            identity.map(HeaderLines.Entry::value),
            table.orElseThrow().value(),
            keys));
  }

  private static Optional<StructType> schema(
      HeaderLines lines, Optional<HeaderLines.Entry> eventTime, Problems problems) {
    var record = lines.find(RECORD);
    var ddl = lines.find(SCHEMA);
    if (record.isPresent() == ddl.isPresent()) {
      problems.add(
          record.isPresent()
              ? "give record or schema, and not both"
              : "record or schema is missing, for example: -- schema: id STRING NOT NULL, placed TIMESTAMP");
      return Optional.empty();
    }
    var schema =
        record
            .map(entry -> ofRecord(entry, eventTime, problems))
            .orElseGet(() -> ofDdl(ddl.orElseThrow(), problems));
    schema.ifPresent(
        columns -> eventTime.ifPresent(entry -> requireTime(entry, columns, problems)));
    return schema;
  }

  private static Optional<StructType> ofRecord(
      HeaderLines.Entry entry, Optional<HeaderLines.Entry> eventTime, Problems problems) {
    var columns = RecordSchema.of(entry.value());
    if (columns.isEmpty()) {
      problems.add(
          entry.line(),
          "no record %s; there are %s"
              .formatted(entry.value(), String.join(", ", RecordSchema.names())));
    }
    return columns.map(
        found -> withTime(found, eventTime.map(HeaderLines.Entry::value).orElse("")));
  }

  /** The suite's records hold times as text; the one that is the event time is read as a time. */
  private static StructType withTime(StructType columns, String eventTime) {
    return new StructType(
        Stream.of(columns.fields())
            .map(
                field ->
                    field.name().equals(eventTime) && field.dataType().equals(DataTypes.StringType)
                        ? DataTypes.createStructField(
                            field.name(), DataTypes.TimestampType, field.nullable())
                        : field)
            .toArray(StructField[]::new));
  }

  private static Optional<StructType> ofDdl(HeaderLines.Entry entry, Problems problems) {
    StructType schema;
    try {
      schema = parse(entry.value());
    } catch (ParseException e) {
      problems.add(entry.line(), "schema: " + SqlErrors.text(e));
      return Optional.empty();
    }
    var seen = new HashSet<String>();
    var fine = true;
    for (StructField field : schema.fields()) {
      if (!seen.add(field.name().toLowerCase(Locale.ROOT))) {
        problems.add(entry.line(), "schema: %s stands there twice".formatted(field.name()));
        fine = false;
      }
      if (!ParseJson.reads(field.dataType())) {
        problems.add(
            entry.line(),
            "schema: %s: no JSON is read as %s".formatted(field.name(), field.dataType().sql()));
        fine = false;
      }
    }
    return fine ? Optional.of(schema) : Optional.empty();
  }

  /** Scala does not say that it throws this. */
  @SuppressWarnings("RedundantThrows")
  private static StructType parse(String ddl) throws ParseException {
    return StructType.fromDDL(ddl);
  }

  private static void requireTime(HeaderLines.Entry entry, StructType schema, Problems problems) {
    if (field(schema, entry.value()).isEmpty() && entry.value().equals(ParseJson.RECORD_TIME)) {
      return;
    }
    requireField(entry, Optional.of(schema), problems);
    field(schema, entry.value())
        .filter(field -> !field.dataType().equals(DataTypes.TimestampType))
        .ifPresent(
            field ->
                problems.add(
                    entry.line(),
                    "the event time %s is %s and should be TIMESTAMP"
                        .formatted(field.name(), field.dataType().sql())));
  }

  private static void requireField(
      HeaderLines.Entry entry, Optional<StructType> schema, Problems problems) {
    schema
        .filter(columns -> field(columns, entry.value()).isEmpty())
        .ifPresent(
            columns ->
                problems.add(
                    entry.line(),
                    "no field %s; there are %s"
                        .formatted(entry.value(), String.join(", ", columns.fieldNames()))));
  }

  private static Optional<StructField> field(StructType schema, String name) {
    return Arrays.stream(schema.fields()).filter(field -> field.name().equals(name)).findFirst();
  }

  private static Optional<Duration> duration(HeaderLines lines, String key, Problems problems) {
    return lines
        .find(key)
        .flatMap(
            entry -> {
              var duration = duration(entry.value());
              if (duration.isEmpty()) {
                problems.add(
                    entry.line(),
                    "%s: '%s' is no duration like 90 days, 1 hour or PT10M"
                        .formatted(key, entry.value()));
              }
              return duration;
            });
  }

  private static Optional<Duration> duration(String text) {
    var amount = AMOUNT.matcher(text);
    if (amount.matches()) {
      var number = Long.parseLong(amount.group(1));
      return Optional.of(
          switch (amount.group(2)) {
            case "second" -> Duration.ofSeconds(number);
            case "minute" -> Duration.ofMinutes(number);
            case "hour" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          });
    }
    try {
      return Optional.of(Duration.parse(text)).filter(duration -> !duration.isNegative());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static List<String> names(HeaderLines.Entry entry, Problems problems) {
    var names = Stream.of(entry.value().split(",", -1)).map(String::strip).toList();
    names.forEach(name -> requireName(entry, name, problems));
    return names;
  }

  private static List<TableKeys.Clustering> clustering(HeaderLines.Entry entry, Problems problems) {
    return Stream.of(entry.value().split(",", -1))
        .map(
            text -> {
              var words = text.strip().split("\\s+", -1);
              var order = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "asc";
              requireName(entry, words[0], problems);
              if (words.length > 2 || !List.of("asc", "desc").contains(order)) {
                problems.add(
                    entry.line(), "'%s' is no column, asc or desc".formatted(text.strip()));
              }
              return new TableKeys.Clustering(words[0], order.equals("desc"));
            })
        .toList();
  }

  private static void requireName(HeaderLines.Entry entry, String name, Problems problems) {
    if (!COLUMN.matcher(name).matches()) {
      problems.add(
          entry.line(),
          "'%s' cannot be a name in Cassandra: at most 48 of a-z, 0-9 and _, a letter first"
              .formatted(name));
    }
  }

  private static void requireDistinct(
      TableKeys keys, Optional<HeaderLines.Entry> partition, Problems problems) {
    var seen = new HashSet<String>();
    keys.columns().stream()
        .filter(column -> !seen.add(column))
        .forEach(
            column ->
                problems.add(
                    partition.orElseThrow().line(), column + " is in the primary key twice"));
  }
}
