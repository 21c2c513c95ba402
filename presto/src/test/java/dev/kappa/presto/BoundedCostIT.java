package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a query costs, by its own statistics: rows that Trino took from the sources. */
class BoundedCostIT {
  private static final String COUNT = "SELECT count(*) FROM ";

  private static PipelineFixture pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = PipelineFixture.get();
  }

  /** The topic has a thousand records in each of two partitions, one a second in turn. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "true                                                         | 2000",
        "_partition_id = 0                                            | 1000",
        "_partition_offset BETWEEN 100 AND 199                        | 200",
        "_partition_id = 1 AND _partition_offset >= 990               | 10",
        "_timestamp >= TIMESTAMP '2026-11-23 00:30:00'                | 200",
        "_timestamp >= localtimestamp - 1000000 * INTERVAL '1' HOUR   | 2000",
      })
  void readsOnlyTheOffsetsThatATopicsQueryIsLimitedTo(String condition, long rows)
      throws Exception {
    assertThat(pipeline.rowsRead(COUNT + "${topic.action_counts} WHERE " + condition))
        .isEqualTo(rows);
  }

  @Test
  void readsUpToATimeOnlyWhereTheSessionSaysThatTimestampsAreInOrder() throws Exception {
    var query =
        COUNT
            + "${topic.action_counts} WHERE _timestamp"
            + " >= TIMESTAMP '2026-11-23 00:10:00'"
            + " AND _timestamp < TIMESTAMP '2026-11-23 00:10:10'";

    assertThat(pipeline.rowsRead(query)).isEqualTo(1400);
    assertThat(
            pipeline.rowsRead(
                "SET SESSION kafka.timestamp_upper_bound_force_push_down_enabled = true", query))
        .isEqualTo(10);
  }

  /**
   * Trino asks Kafka for the first offset since then, and where there is none it reads them all.
   */
  @Test
  void readsAPartitionWholeThatHasNoRecordSinceThen() throws Exception {
    assertThat(
            pipeline.rowsRead(
                COUNT
                    + "${topic.action_counts} WHERE _timestamp >= TIMESTAMP '2026-11-23 00:40:00'"))
        .isEqualTo(2000);
  }

  @Test
  void readsOnePartitionOfATableWhoseKeyIsGiven() throws Exception {
    var table = COUNT + "${table.actions_by_page}";

    assertThat(pipeline.rowsRead(table + " WHERE page = 'home' AND day = '2026-11-23'"))
        .isEqualTo(3);
    assertThat(pipeline.rowsRead(table + " WHERE page IN ('home', 'lost') AND day = '2026-11-23'"))
        .isEqualTo(5);
    assertThat(pipeline.rowsRead(table + " WHERE page = 'home'")).isEqualTo(8);
  }

  @Test
  void readsOnlyTheDocumentsThatElasticsearchFinds() throws Exception {
    assertThat(pipeline.rowsRead(COUNT + "${index.enriched_actions} WHERE name = 'home'"))
        .isEqualTo(3);
    assertThat(pipeline.rowsRead(COUNT + "${index.enriched_actions: web}")).isEqualTo(2);
    assertThat(pipeline.rowsRead(COUNT + "${index.enriched_actions} WHERE title = 'Home'"))
        .isEqualTo(7);
  }
}
