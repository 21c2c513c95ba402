package dev.kappa.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class EventPartitionTest {
  private static final long ENOUGH = EventPartition.OFFSETS_AT_LEAST;
  private static final Reading READING = new Reading(new HashMap<>(), 1, "parser");

  @Test
  void fewOffsetsAreOneTasks() {
    assertThat(tasks(10, 20, 30, 40)).containsExactly(100L);
    assertThat(tasks(ENOUGH - 1, ENOUGH)).containsExactly(2 * ENOUGH - 1);
    assertThat(tasks(1)).containsExactly(1L);
  }

  @Test
  void noTaskHasTwoPartitionsOfABacklog() {
    assertThat(tasks(ENOUGH, ENOUGH, ENOUGH, ENOUGH)).hasSize(4).containsOnly(ENOUGH);
    assertThat(tasks(100 * ENOUGH, 1, 2)).containsExactlyInAnyOrder(100 * ENOUGH, 1L, 2L);
  }

  @Test
  void whatTasksShareIsSharedEvenly() {
    assertThat(tasks(ENOUGH / 2, ENOUGH / 2, ENOUGH / 2, ENOUGH / 2)).containsOnly(ENOUGH);
    assertThat(tasks(ENOUGH, ENOUGH / 2, ENOUGH / 4, ENOUGH / 4)).containsOnly(ENOUGH);
  }

  @Test
  void everyRangeIsReadByOneTask() {
    var ranges = ranges(5, 9_000, 1, 300, 77, 4_000);
    assertThat(EventPartition.of(ranges, READING, "intake"))
        .flatMap(EventPartition::ranges)
        .containsExactlyInAnyOrderElementsOf(ranges);
  }

  @Test
  void aMicroBatchWithoutOffsetsHasNoTask() {
    assertThat(EventPartition.of(List.of(), READING, "intake")).isEmpty();
  }

  /** How many offsets each task has of ranges of these sizes. */
  private static List<Long> tasks(long... sizes) {
    return EventPartition.of(ranges(sizes), READING, "intake").stream()
        .map(task -> task.ranges().stream().mapToLong(EventRange::size).sum())
        .toList();
  }

  private static List<EventRange> ranges(long... sizes) {
    return LongStream.range(0, sizes.length)
        .mapToObj(
            i -> new EventRange(new TopicPartition("actions", (int) i), 7, 7 + sizes[(int) i]))
        .toList();
  }
}
