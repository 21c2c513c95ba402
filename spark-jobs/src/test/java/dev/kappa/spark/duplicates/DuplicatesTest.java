package dev.kappa.spark.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.streaming.StreamingQueryProgress;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

class DuplicatesTest {
  private static final EventParser PARSER =
      new ParseJson(
          new StructType()
              .add("time", DataTypes.TimestampType)
              .add("uuid", DataTypes.StringType)
              .add("page", DataTypes.StringType)
              .add("unused", DataTypes.StringType),
          "time");
  private static final String UUID = "event_uuid";
  private static final String PAGE = "event_page";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration WATERMARK = Duration.ofMinutes(10);

  @TempDir private Path folder;
  private final List<Row> counted = new ArrayList<>();
  private long duplicates;

  private record Event(Instant at, String id, String page) {}

  /** One event for each identity, the earliest, whatever partition and batch the others are in. */
  @Test
  void ofEventsThatShareAnIdentityTheEarliestOfTheFirstBatchCounts() throws Exception {
    var seed = 20261125L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var batches = new ArrayList<List<Event>>();
    Map<String, String> expected = new HashMap<>();
    long events = 0;
    for (int batch = 0; batch < 4; batch++) {
      var first = new HashMap<String, Event>();
      var rows = new ArrayList<Event>();
      for (int i = 0; i < 3_000; i++) {
        // A duplicate may carry another time, and other values.
        var row =
            event(NOON.plusMillis(random.nextInt(60_000)), "id " + random.nextInt(4_000), "p" + i);
        rows.add(row);
        first.merge(row.id, row, DuplicatesTest::earlier);
      }
      Collections.shuffle(rows, random);
      batches.add(rows);
      events += rows.size();
      first.forEach((id, row) -> expected.putIfAbsent(id, row.page));
    }

    run(batches);

    var found = new HashMap<String, String>();
    counted.forEach(row -> assertThat(found.put(row.getAs(UUID), row.getAs(PAGE))).isNull());
    assertThat(found).isEqualTo(expected);
    assertThat(duplicates).isEqualTo(events - expected.size());
  }

  @Test
  void ofTheStateOnlyWhatIsNewIsWritten() throws Exception {
    var many = new ArrayList<Event>();
    for (int i = 0; i < 20_000; i++) {
      many.add(event(NOON, "id " + i, "a"));
    }
    run(List.of(many, List.of(event(NOON, "id 1", "a"), event(NOON, "one more", "b"))));

    assertThat(stateBytes(1)).isGreaterThan(many.size() * 12L);
    assertThat(stateBytes(2)).isLessThan(200);
  }

  /** Of the files that have what a version of the state adds to the one before. */
  private long stateBytes(int version) throws IOException {
    try (var files = Files.walk(folder.resolve("job/state"))) {
      return files
          .filter(file -> file.endsWith(version + ".changes"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  @Test
  void eventsWithoutIdentityAllCountAndAnIdentityIsForgottenWithTheWatermark() throws Exception {
    run(
        List.of(
            List.of(event(NOON, null, "a"), event(NOON, null, "b"), event(NOON, "x", "c")),
            List.of(event(NOON.plus(WATERMARK), "y", "d"), event(NOON, "x", "e")),
            // The watermark is at noon now: who comes as x is somebody else.
            List.of(event(NOON.plus(WATERMARK), "x", "f"), event(NOON, null, "g"))));

    assertThat(counted)
        .extracting(row -> row.<String>getAs(PAGE))
        .containsExactlyInAnyOrder("a", "b", "c", "d", "f", "g");
    assertThat(duplicates).isEqualTo(1);
  }

  private static Event event(Instant at, String id, String page) {
    return new Event(at, id, page);
  }

  private static Event earlier(Event one, Event other) {
    return one.at.compareTo(other.at) <= 0 ? one : other;
  }

  private static Records records(List<Event> events) {
    var records = new Records();
    for (Event event : events) {
      var id = event.id == null ? "null" : '"' + event.id + '"';
      records.add(
          "{\"time\":\"%s\",\"uuid\":%s,\"page\":\"%s\",\"unused\":\"much that nobody needs\"}"
              .formatted(event.at, id, event.page),
          event.at);
    }
    return records;
  }

  private void run(List<List<Event>> batches) throws Exception {
    var spark = Records.spark();
    var packing = new EventPacking(PARSER, Set.of(UUID, PAGE), Optional.of(UUID));
    var stream = new MemoryStream<byte[]>(0, spark.sqlContext(), Option.empty(), Encoders.BINARY());
    var blocks = Duplicates.drop(stream.toDF().repartition(3));
    var distinct =
        packing
            .rows()
            .unpacked(blocks)
            .withWatermark(EventParser.AT, WATERMARK.toMillis() + " milliseconds");
    assertThat(distinct.columns()).containsExactly(EventParser.AT, UUID, PAGE);
    var query =
        distinct
            .writeStream()
            .outputMode(OutputMode.Update())
            .option("checkpointLocation", folder.resolve("job").toString())
            .foreachBatch(
                (VoidFunction2<Dataset<Row>, Long>)
                    (rows, batch) -> counted.addAll(rows.collectAsList()))
            .start();
    long watermarkMillis = 0;
    for (List<Event> batch : batches) {
      stream.addData(
          CollectionConverters.asScala(records(batch).gathered(packing, PARSER, watermarkMillis)));
      query.processAllAvailable();
      for (Event event : batch) {
        watermarkMillis = Math.max(watermarkMillis, event.at.minus(WATERMARK).toEpochMilli());
      }
    }
    query.stop();
    duplicates = Stream.of(query.recentProgress()).mapToLong(DuplicatesTest::duplicatesOf).sum();
  }

  private static long duplicatesOf(StreamingQueryProgress progress) {
    var row = progress.observedMetrics().get(Duplicates.DUPLICATES);
    return row == null || row.isNullAt(0) ? 0 : row.getLong(0);
  }
}
