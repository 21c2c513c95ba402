package dev.kappa.spark.table;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import dev.kappa.spark.Job;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The statement that creates a job's table, laid out as those of the built-in jobs are. */
public final class CreateTable {
  /** TimeWindowCompactionStrategy is at its best below 100 SSTables. */
  private static final long WINDOWS_AT_MOST = 90;

  private CreateTable() {}

  /**
   * The statement, with a comment before it.
   *
   * @param rows what the job writes
   * @throws IllegalArgumentException when a column has no CQL type
   */
  public static String of(String keyspace, Job job, TableKeys keys, StructType rows) {
    var columns =
        Stream.of(rows.fields())
            .filter(field -> !field.name().equals(Job.DELETED))
            .map(field -> "  %s %s,%n".formatted(identifier(field.name()), type(field)))
            .collect(Collectors.joining());
    return """
        -- The table of the job %s.
        --
        -- Windows arrive in the order of time and are rewritten only while they are young: TimeWindowCompactionStrategy keeps
        -- those of one time together, and drops them whole when they have expired.
        %sCREATE TABLE IF NOT EXISTS %s.%s (
        %s  PRIMARY KEY ((%s)%s)
        ) WITH %scompaction = {'class': 'TimeWindowCompactionStrategy', 'compaction_window_unit': 'DAYS', 'compaction_window_size': %d}
          AND default_time_to_live = %d
          AND comment = 'Rows of the job %s';
        """
        .formatted(
            job.name(),
            caution(keys),
            identifier(keyspace),
            identifier(job.table()),
            columns,
            identifiers(keys.partition()),
            keys.clustering().stream()
                .map(one -> ", " + identifier(one.column()))
                .collect(Collectors.joining()),
            order(keys.clustering()),
            daysAWindow(keys.timeToLive()),
            keys.timeToLive().toSeconds(),
            job.name());
  }

  private static String caution(TableKeys keys) {
    return keys.partition().contains("day")
        ? ""
        : """
          -- Caution: the partition key has no day, so a partition grows for as long as its rows live. Keep it below 100 MB.
          """;
  }

  private static String order(List<TableKeys.Clustering> clustering) {
    return clustering.isEmpty()
        ? ""
        : clustering.stream()
            .map(one -> identifier(one.column()) + (one.descending() ? " DESC" : " ASC"))
            .collect(Collectors.joining(", ", "CLUSTERING ORDER BY (", ")\n  AND "));
  }

  private static long daysAWindow(Duration timeToLive) {
    return Math.max(1, (timeToLive.toDays() + WINDOWS_AT_MOST - 1) / WINDOWS_AT_MOST);
  }

  private static String type(StructField field) {
    return CqlTypes.of(field.dataType())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "column %s: no CQL type for %s"
                        .formatted(field.name(), field.dataType().simpleString())));
  }

  private static String identifiers(List<String> names) {
    return names.stream().map(CreateTable::identifier).collect(Collectors.joining(", "));
  }

  /** Quoted where it is a word of CQL or has capitals. */
  private static String identifier(String name) {
    return CqlIdentifier.fromInternal(name).asCql(true);
  }
}
