package dev.kappa.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
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
  void estimatesWithinItsErrorAboveThat() {
    var sketch = new DistinctSketch();
    for (int i = 0; i < 200_000; i++) {
      sketch.add(i);
    }

    assertThat(sketch.count()).isCloseTo(200_000, withinPercentage(4.8)); // three standard errors
  }

  private static DistinctSketch stored(DistinctSketch sketch) {
    var kryo = new Kryo();
    var output = new Output(64, -1);
    kryo.writeObject(output, sketch);
    return kryo.readObject(new Input(output.toBytes()), DistinctSketch.class);
  }
}
