package dev.kappa.spark.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlockBudgetTest {
  private final BlockBudget budget = new BlockBudget(100);
  private final List<Long> dropped = new ArrayList<>();

  @Test
  void theOldestMakeRoom() {
    take(1, 40);
    take(2, 40);
    take(3, 40);
    take(4, 70);
    assertThat(dropped).containsExactly(1L, 2L, 3L);
  }

  @Test
  void whatWasReleasedMakesRoomToo() {
    var first = take(1, 60);
    budget.release(first);
    budget.release(first);
    take(2, 90);
    assertThat(dropped).isEmpty();
  }

  @Test
  void whatIsLargerThanEverythingIsDroppedAtOnce() {
    take(1, 101);
    assertThat(dropped).containsExactly(1L);
    take(2, 100);
    assertThat(dropped).containsExactly(1L);
  }

  private Block take(long from, long bytes) {
    var block = new Block(from, from + 1, List.of(), bytes);
    budget.take(block, () -> dropped.add(from));
    return block;
  }
}
