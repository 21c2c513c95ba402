package dev.kappa.spark.condensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistinctSketchTest {
  @Test
  void isExactUpToItsDocumentedSize() {
    var hashes = LongStream.range(0, 3 * DistinctSketch.EXACT_UP_TO);

    var sketch = sketch(hashes.map(i -> i % DistinctSketch.EXACT_UP_TO));

    assertThat(sketch.count()).isEqualTo(DistinctSketch.EXACT_UP_TO);
  }

  @Test
  void mergesAndSurvivesBeingStored() {
    var one = sketch(LongStream.range(0, 1_000));

    one.addAll(stored(sketch(LongStream.range(500, 1_500))));

    assertThat(stored(one).count()).isEqualTo(1_500);
  }

  @Test
  void mergesSketchesAndHashes() {
    var many = sketch(LongStream.range(0, 100_000));
    var few = sketch(LongStream.range(0, 1_000).map(i -> -i));

    few.addAll(stored(many));
    many.addAll(stored(few));

    assertThat(stored(few).count()).isCloseTo(100_999, withinPercentage(4.8));
    assertThat(many.count()).isEqualTo(few.count());
  }

  @Test
  void estimatesWithinItsErrorAboveThat() {
    var sketch = sketch(LongStream.range(0, 200_000));

    assertThat(sketch.count()).isCloseTo(200_000, withinPercentage(4.8)); // three standard errors
  }

  private static DistinctSketch sketch(LongStream hashes) {
    return DistinctSketch.ofHashes(hashes.toArray());
  }

  private static DistinctSketch stored(DistinctSketch sketch) {
    return DistinctSketch.of(sketch.toBytes());
  }
}
