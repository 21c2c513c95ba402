package dev.kappa.spark.table;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The primary key of a job's table, and how long its rows live.
 *
 * @param partition the partition key: by the convention of this suite what rows are asked by, and
 *     the day, so that no partition grows for ever
 * @param clustering the order of the rows in a partition
 * @param timeToLive after which a row expires
 */
public record TableKeys(List<String> partition, List<Clustering> clustering, Duration timeToLive) {
  /** What the built-in tables of small aggregates have. */
  public static final Duration NINETY_DAYS = Duration.ofDays(90);

  public TableKeys {
    partition = List.copyOf(partition);
    clustering = List.copyOf(clustering);
  }

  /** A clustering column and its order. */
  public record Clustering(String column, boolean descending) {
    /** As in CQL: {@code window_start DESC}. */
    public String text() {
      return column + (descending ? " DESC" : " ASC");
    }
  }

  /** Every column of the primary key. */
  public List<String> columns() {
    return Stream.concat(partition.stream(), clustering.stream().map(Clustering::column)).toList();
  }

  /** As in CQL: {@code ((shop, day), window_start DESC)}. */
  public String text() {
    return Stream.concat(
            Stream.of("(" + String.join(", ", partition) + ")"),
            clustering.stream().map(Clustering::text))
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
