package dev.kappa.spark.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads.
 *
 * @param ranges of different partitions
 * @param reading how all of them are read
 * @param intake of its query, as text
 */
record EventPartition(ArrayList<EventRange> ranges, Reading reading, String intake)
    implements InputPartition {
  /** With fewer offsets, a task would cost more than it reads. */
  static final int OFFSETS_AT_LEAST = 3_000;

  /**
   * Shares the ranges of a micro-batch out among tasks, about evenly. Small ones share a task: at
   * 5,000 events a second one task for each partition would cost more than all events together.
   */
  static List<EventPartition> of(List<EventRange> ranges, Reading reading, String intake) {
    long offsets = offsets(ranges);
    long tasks = Math.min(ranges.size(), Math.max(1, offsets / OFFSETS_AT_LEAST));
    var byOffsets =
        new PriorityQueue<EventPartition>(
            Comparator.comparingLong(partition -> offsets(partition.ranges())));
    for (int i = 0; i < tasks; i++) {
      byOffsets.add(new EventPartition(new ArrayList<>(), reading, intake));
    }
    ranges.stream()
        .sorted(Comparator.comparingLong(EventRange::size).reversed())
        .forEach(
            range -> {
              var least = byOffsets.remove();
              least.ranges().add(range);
              byOffsets.add(least);
            });
    return List.copyOf(byOffsets);
  }

  private static long offsets(List<EventRange> ranges) {
    return ranges.stream().mapToLong(EventRange::size).sum();
  }
}
