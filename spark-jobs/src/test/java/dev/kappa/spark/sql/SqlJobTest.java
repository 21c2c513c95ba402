package dev.kappa.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.spark.table.TableKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the header of a file says, and every way in which it can be wrong. */
class SqlJobTest {
  @TempDir private Path folder;

  @Test
  void theHeaderSaysWhatIsReadAndWhatIsWritten() throws IOException {
    var job = SqlJob.read(Example.ORDERS);

    assertThat(job.name()).isEqualTo("orders-by-shop");
    assertThat(job.topics(null)).containsExactly("shop.orders");
    assertThat(job.table()).isEqualTo("orders_by_shop");
    assertThat(job.watermark()).contains(Duration.ofHours(1));
    assertThat(job.identity()).contains("event_id");
    assertThat(job.keys())
        .contains(
            new TableKeys(
                List.of("shop", "day"),
                List.of(new TableKeys.Clustering("window_start", true)),
                Duration.ofDays(90)));
    assertThat(job.parser().schema().simpleString())
        .isEqualTo(
            "struct<at:timestamp,event_id:string,event_shop:string,event_amount:decimal(12,2),"
                + "event_coupon:string>");
  }

  @Test
  void anotherQueryIsAnotherVersionAndAnotherCommentIsNot() throws IOException {
    var text = Files.readString(Example.ORDERS);
    var version = SqlJob.read(Example.ORDERS).version();
    assertThat(version(text.replace("\n  ", "\n      ") + "\n-- The end.\n")).isEqualTo(version);
    assertThat(version(text.replace("count(coupon)", "count(shop)"))).isNotEqualTo(version);
  }

  private int version(String text) throws IOException {
    return SqlJob.read(Files.writeString(folder.resolve("orders-by-shop.sql"), text)).version();
  }

  @Test
  void aRecordOfTheSuiteIsASchema() throws IOException {
    assertThat(SqlJob.read(Example.READERS).parser().schema().simpleString())
        .isEqualTo(
            "struct<at:timestamp,event_uuid:string,event_uri:string,event_name:string,"
                + "event_user:string,event_category:string,event_title:string>");
  }

  @Test
  void everyMissingKeyIsNamedAtOnce() throws IOException {
    assertThat(problems("SELECT 1"))
        .containsExactly(
            "topic is missing, for example: -- topic: shop.orders",
            "event time is missing, for example: -- event time: placed (a field), or timestamp (the record's)",
            "record or schema is missing, for example: -- schema: id STRING NOT NULL, placed TIMESTAMP",
            "table is missing, for example: -- table: orders_by_shop",
            "partition key is missing, for example: -- partition key: shop, day");
  }

  @Test
  void everyWrongValueIsNamedWithItsLine() throws IOException {
    assertThat(
            problems(
                """
                -- topic: shop orders
                -- schema: id STRING, placed STRING
                -- event time: placed
                -- watermark: soon
                -- identity: uuid
                -- Table names are written in lower case.
                -- tabel: orders
                -- table: Orders
                -- partition key: shop, day
                -- clustering key: day downwards
                -- time to live: 1 year
                -- topic: other
                SELECT 1
                """))
        .containsExactly(
            "7: no such header: tabel; there are topic, record, schema, event time, watermark, identity, table, partition key, clustering key, time to live",
            "12: topic stands in line 1 already",
            "1: shop orders is no name of a topic",
            "3: the event time placed is STRING and should be TIMESTAMP",
            "4: watermark: 'soon' is no duration like 90 days, 1 hour or PT10M",
            "5: no field uuid; there are id, placed",
            "8: 'Orders' cannot be a name in Cassandra: at most 48 of a-z, 0-9 and _, a letter first",
            "10: 'day downwards' is no column, asc or desc",
            "11: time to live: '1 year' is no duration like 90 days, 1 hour or PT10M",
            "9: day is in the primary key twice");
  }

  @Test
  void aSchemaThatSparkOrTheParserCannotReadIsNamed() throws IOException {
    var rest =
        """
        -- topic: t
        -- event time: timestamp
        -- table: t
        -- partition key: k
        """;
    assertThat(problems(rest + "-- schema: id STRING placed\nSELECT 1"))
        .singleElement()
        .asString()
        .startsWith("5: schema: Syntax error at or near 'placed'");
    assertThat(problems(rest + "-- schema: id STRING, ID INT, image BINARY\nSELECT 1"))
        .containsExactly(
            "5: schema: ID stands there twice", "5: schema: image: no JSON is read as BINARY");
    assertThat(problems(rest + "-- record: Employe\nSELECT 1"))
        .containsExactly(
            "5: no record Employe; there are Action, ActionCount, Employee, EnrichedAction, FulltextDocument, Page");
    assertThat(problems(rest + "-- record: Page\n-- schema: id STRING\nSELECT 1"))
        .containsExactly("give record or schema, and not both");
  }

  @Test
  void aSyntaxErrorHasItsPositionAndIsNamedWithTheHeadersProblems() throws IOException {
    var header =
        Files.readString(Example.ORDERS).lines().filter(line -> line.startsWith("--")).toList();
    assertThat(problems(String.join("\n", header) + "\nSELECT shop\nFORM events\nGROUP BY shop"))
        .containsExactly("%d:6: Syntax error at or near 'events'.".formatted(header.size() + 2));
    assertThat(problems("SELECT shop FROM events GROUP window(placed, '1 hour')"))
        .hasSize(6)
        .last()
        .asString()
        .startsWith("1:");
  }

  @Test
  void aStatementThatIsNoQueryIsRefused() throws IOException {
    for (String statement :
        List.of(
            "CREATE OR REPLACE TEMP VIEW v AS SELECT 1",
            "INSERT INTO v SELECT 1",
            "DROP TABLE v",
            "SET spark.sql.shuffle.partitions = 1")) {
      assertThat(problems(statement))
          .last()
          .isEqualTo("the statement is no query: one SELECT … FROM events is expected");
    }
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    var problem =
        catchThrowableOfType(
            ConfigurationException.class, () -> SqlJob.read(folder.resolve("none.sql")));
    assertThat(problem).hasMessageContaining("none.sql: no such file");
  }

  /** The problems of a file of this text, without its name. */
  private List<String> problems(String text) throws IOException {
    var file = Files.writeString(folder.resolve("my-job.sql"), text);
    var problem =
        catchThrowableOfType(ConfigurationException.class, () -> SqlJob.read(file)).problems();
    return problem.stream()
        .map(sentence -> sentence.replace(file + ":", "").stripLeading())
        .toList();
  }
}
