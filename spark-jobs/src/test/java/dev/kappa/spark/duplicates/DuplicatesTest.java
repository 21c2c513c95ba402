package dev.kappa.spark.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.io.BatchClock;
import dev.kappa.spark.io.Checkpoint;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
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
  private static final StructType EVENTS =
      new StructType()
          .add(EventParser.AT, DataTypes.TimestampType)
          .add("uuid", DataTypes.StringType)
          .add("page", DataTypes.StringType)
          .add("unused", DataTypes.StringType)
          .add("topic", DataTypes.StringType)
          .add("partition", DataTypes.IntegerType)
          .add("offset", DataTypes.LongType);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Duration WATERMARK = Duration.ofMinutes(10);

  @TempDir private Path folder;
  private final List<Row> counted = new ArrayList<>();
  private long duplicates;
  private long offset;

  /** One event for each identity, the earliest, whatever partition and batch the others are in. */
  @Test
  void ofEventsThatShareAnIdentityTheEarliestOfTheFirstBatchCounts() throws Exception {
    var seed = 20261125L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var batches = new ArrayList<List<Row>>();
    Map<String, String> expected = new HashMap<>();
    long events = 0;
    for (int batch = 0; batch < 4; batch++) {
      var first = new HashMap<String, Row>();
      var rows = new ArrayList<Row>();
      for (int i = 0; i < 3_000; i++) {
        // A duplicate may carry another time, and other values.
        var row =
            event(NOON.plusMillis(random.nextInt(60_000)), "id " + random.nextInt(4_000), "p" + i);
        rows.add(row);
        first.merge(row.getString(1), row, DuplicatesTest::earlier);
      }
      Collections.shuffle(rows, random);
      batches.add(rows);
      events += rows.size();
      first.forEach((id, row) -> expected.putIfAbsent(id, row.getString(2)));
    }

    run(batches);

    var found = new HashMap<String, String>();
    counted.forEach(row -> assertThat(found.put(row.getAs("uuid"), row.getAs("page"))).isNull());
    assertThat(found).isEqualTo(expected);
    assertThat(duplicates).isEqualTo(events - expected.size());
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
        .extracting(row -> row.<String>getAs("page"))
        .containsExactlyInAnyOrder("a", "b", "c", "d", "f", "g");
    assertThat(duplicates).isEqualTo(1);
  }

  private Row event(Instant at, String id, String page) {
    return RowFactory.create(
        Timestamp.from(at), id, page, "much that nobody needs", "t", (int) (offset % 4), offset++);
  }

  private static Row earlier(Row one, Row other) {
    var times = one.getTimestamp(0).compareTo(other.getTimestamp(0));
    return times <= 0 ? one : other;
  }

  private void run(List<List<Row>> batches) throws Exception {
    var spark = Records.spark();
    var stream = new MemoryStream<Row>(0, spark.sqlContext(), Option.empty(), Encoders.row(EVENTS));
    var checkpoint =
        Checkpoint.of(folder.toUri(), "job", spark.sparkContext().hadoopConfiguration());
    var distinct =
        new Duplicates("uuid", BatchClock.of(checkpoint))
            .drop(stream.toDF().repartition(3), Set.of("uuid", "page"))
            .withWatermark(EventParser.AT, WATERMARK.toMillis() + " milliseconds");
    assertThat(distinct.columns()).containsExactly(EventParser.AT, "uuid", "page");
    var query =
        distinct
            .writeStream()
            .outputMode(OutputMode.Update())
            .option("checkpointLocation", checkpoint.location())
            .foreachBatch(
                (VoidFunction2<Dataset<Row>, Long>)
                    (rows, batch) -> counted.addAll(rows.collectAsList()))
            .start();
    for (List<Row> batch : batches) {
      stream.addData(CollectionConverters.asScala(batch));
      query.processAllAvailable();
    }
    query.stop();
    duplicates = Stream.of(query.recentProgress()).mapToLong(DuplicatesTest::duplicatesOf).sum();
  }

  private static long duplicatesOf(StreamingQueryProgress progress) {
    var row = progress.observedMetrics().get(Duplicates.DUPLICATES);
    return row == null || row.isNullAt(0) ? 0 : row.getLong(0);
  }
}
