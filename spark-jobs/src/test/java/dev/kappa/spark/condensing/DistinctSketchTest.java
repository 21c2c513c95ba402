package dev.kappa.spark.condensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;

class DistinctSketchTest {
  @Test
  void isExactUpToItsDocumentedSize() {
    var sketch = new DistinctSketch();
    for (int i = 0; i < 3 * DistinctSketch.EXACT_UP_TO; i++) {
      sketch.add(i % DistinctSketch.EXACT_UP_TO);
    }

    assertThat(sketch.count()).isEqualTo(DistinctSketch.EXACT_UP_TO);
  }

  @Test
  void mergesAndSurvivesBeingStored() {
    var one = new DistinctSketch();
    var other = new DistinctSketch();
    for (int i = 0; i < 1_000; i++) {
      one.add(i);
      other.add(i + 500);
    }

    one.addAll(stored(other));

    assertThat(stored(one).count()).isEqualTo(1_500);
  }

  @Test
  void mergesSketchesAndHashes() {
    var many = new DistinctSketch();
    var few = new DistinctSketch();
    for (int i = 0; i < 100_000; i++) {
      many.add(i);
    }
    for (int i = 0; i < 1_000; i++) {
      few.add(-i);
    }

    few.addAll(stored(many));
    many.addAll(stored(few));

    assertThat(stored(few).count()).isCloseTo(100_999, withinPercentage(4.8));
    assertThat(many.count()).isEqualTo(few.count());
  }

  @Test
  void estimatesWithinItsErrorAboveThat() {
    var sketch = new DistinctSketch();
    for (int i = 0; i < 200_000; i++) {
      sketch.add(i);
    }

    assertThat(sketch.count()).isCloseTo(200_000, withinPercentage(4.8)); // three standard errors
  }

  private static DistinctSketch stored(DistinctSketch sketch) {
    return DistinctSketch.of(sketch.toBytes());
  }
}
