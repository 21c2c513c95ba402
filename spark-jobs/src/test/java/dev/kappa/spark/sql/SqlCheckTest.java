package dev.kappa.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.spark.Records;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with a query is said before anything starts. */
class SqlCheckTest {
  private static final String HEADER =
      """
      -- topic: shop.orders
      -- schema: id STRING NOT NULL, shop STRING NOT NULL, coupon STRING, topic STRING, placed TIMESTAMP NOT NULL
      -- event time: placed
      -- table: orders_by_shop
      -- partition key: shop, day
      -- clustering key: window_start desc
      """;
  private static final String DAY_AND_START =
      "date_format(window.start, 'yyyy-MM-dd') AS day, window.start AS window_start";
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void theWorkedExamplesAreSound() {
    assertThat(SqlCheck.problems(Records.spark(), SqlJob.read(Example.ORDERS))).isEmpty();
    assertThat(SqlCheck.problems(Records.spark(), SqlJob.read(Example.READERS))).isEmpty();
  }

  @Test
  void aQueryIsATransformOfTheEvents() {
    var rows =
        new Records()
            .add(
                "{\"id\":\"1\",\"shop\":\"a\",\"amount\":1.5,\"placed\":\"2026-01-01T12:10:00Z\"}",
                NOON)
            .add(
                "{\"id\":\"2\",\"shop\":\"a\",\"amount\":\"2\",\"coupon\":\"x\",\"placed\":\"2026-01-01T12:59:59Z\"}",
                NOON)
            .add("{\"id\":\"3\",\"amount\":\"2\",\"placed\":\"2026-01-01T12:59:59Z\"}", NOON)
            .rowsOf(SqlJob.read(Example.ORDERS));

    assertThat(rows)
        .extracting(row -> row.mkString("|"))
        .containsExactly("a|2026-01-01|2026-01-01 12:00:00.0|2|1|3.50|2.00");
    assertThat(Records.spark().catalog().tableExists("events")).isFalse();
  }

  @Test
  void aFieldMayBeNamedLikeWhatTheEngineAdds() throws IOException {
    var job =
        job(
            "SELECT shop, "
                + DAY_AND_START
                + ", max(topic) AS topic, max(offset) AS latest"
                + " FROM events GROUP BY shop, window(placed, '1 hour')");
    assertThat(SqlCheck.problems(Records.spark(), job)).isEmpty();
    assertThat(
            new Records()
                .add(
                    "{\"id\":\"1\",\"shop\":\"a\",\"topic\":\"mine\",\"placed\":\"2026-01-01T12:10:00Z\"}",
                    NOON)
                .rowsOf(job))
        .extracting(row -> row.mkString("|"))
        .containsExactly("a|2026-01-01|2026-01-01 12:00:00.0|mine|0");
  }

  @Test
  void theTimeOfTheRecordCanBeTheEventTime() throws IOException {
    var job =
        SqlJob.read(
            file(
                HEADER.replace("event time: placed", "event time: timestamp"),
                "SELECT shop, "
                    + DAY_AND_START
                    + ", count(*) AS orders FROM events GROUP BY shop, window(timestamp, '1 hour')"));
    assertThat(SqlCheck.problems(Records.spark(), job)).isEmpty();
    assertThat(
            new Records()
                .add("{\"id\":\"1\",\"shop\":\"a\",\"placed\":\"2030-01-01T00:00:00Z\"}", NOON)
                .rowsOf(job))
        .extracting(row -> row.mkString("|"))
        .containsExactly("a|2026-01-01|2026-01-01 12:00:00.0|1");
  }

  @Test
  void anUnknownColumnHasItsPosition() throws IOException {
    assertThat(
            problems(
                "SELECT\n  shpo,\n  count(*) AS n FROM events GROUP BY window(placed, '1 hour'), shpo"))
        .singleElement()
        .asString()
        .startsWith(
            "8:3: A column or function parameter with name `shpo` cannot be resolved. Did you mean");
  }

  @Test
  void anUnknownTableIsNamed() throws IOException {
    assertThat(problems("SELECT count(*) AS n FROM orders"))
        .singleElement()
        .asString()
        .startsWith("7:27: The table or view `orders` cannot be found.");
  }

  @Test
  void withoutAWindowOfTheEventTimeStateWouldGrowForEver() throws IOException {
    var noWindow =
        "the query groups by no window of the event time, so its state would grow for ever: GROUP BY …, window(placed, '1 hour')";
    assertThat(problems("SELECT shop, count(*) AS n FROM events GROUP BY shop"))
        .containsExactly(noWindow);
    assertThat(problems("SELECT * FROM events")).containsExactly(noWindow);
    assertThat(
            problems(
                "SELECT shop, count(*) AS n FROM events GROUP BY shop, window(current_timestamp(), '1 hour')"))
        .containsExactly(noWindow);
  }

  @Test
  void whatSparkCannotDoOnAStreamIsSaidBeforeItStarts() throws IOException {
    assertThat(
            problems(
                "SELECT shop, "
                    + DAY_AND_START
                    + ", count(DISTINCT id) AS n FROM events GROUP BY shop, window(placed, '1 hour')"))
        .singleElement()
        .asString()
        .contains("Distinct aggregations are not supported on streaming");
  }

  @Test
  void everyColumnThatDoesNotFitIsNamedAtOnce() throws IOException {
    assertThat(
            problems(
                "SELECT coupon AS shop, count(*), struct(1 AS a) AS pair, 1 AS Big, 'no' AS deleted,"
                    + " date_format(window.start, 'yyyy') AS day"
                    + " FROM events GROUP BY coupon, window(placed, '1 hour')"))
        .containsExactly(
            "column count(1): give it a name of at most 48 of a-z, 0-9 and _, as in: count(*) AS orders",
            "column pair: Cassandra has no type for STRUCT<a: INT>",
            "column Big: give it a name of at most 48 of a-z, 0-9 and _, as in: count(*) AS orders",
            "column deleted says which rows to delete and should be BOOLEAN",
            "key column shop may be null, which Cassandra refuses: say NOT NULL in the schema, or coalesce(…, '') in the query",
            "key column window_start is not produced by the query; it produces shop, count(1), pair, Big, deleted, day");
  }

  @Test
  void aKeyMadeOfWindowsInASubqueryIsNeverNullButAnotherMayBe() throws IOException {
    assertThat(
            problems(
                "WITH hours AS (SELECT shop, window.start AS s, count(*) AS n FROM events GROUP BY shop, window(placed, '1 hour'))"
                    + " SELECT nullif(shop, '') AS shop, date_format(s, 'yyyy-MM-dd') AS day, s AS window_start, n FROM hours"))
        .containsExactly(
            "key column shop may be null, which Cassandra refuses: say NOT NULL in the schema, or coalesce(…, '') in the query");
  }

  private List<String> problems(String query) throws IOException {
    var job = job(query);
    return SqlCheck.problems(Records.spark(), job).stream()
        .map(sentence -> sentence.replace(job.file() + ":", "").stripLeading())
        .toList();
  }

  private SqlJob job(String query) throws IOException {
    return SqlJob.read(file(HEADER, query));
  }

  private Path file(String header, String query) throws IOException {
    return Files.writeString(folder.resolve("orders-by-shop.sql"), header + query);
  }
}
