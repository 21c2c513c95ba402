package dev.kappa.spark.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GrowingValuesTest {
  private static final int KEYS = 50;

  private final GrowingValues values = new GrowingValues();

  @Test
  void agreeWithAMapOfArrays() {
    var seed = 2018L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var expected = new HashMap<Integer, byte[]>();
    for (int i = 0; i < 20_000; i++) {
      int key = random.nextInt(KEYS);
      if (random.nextInt(20) == 0) {
        values.remove(key);
        expected.remove(key);
      } else {
        // Short ones mostly, and some of several blocks.
        var bytes = new byte[random.nextInt(random.nextInt(10) == 0 ? 3_000 : 30)];
        random.nextBytes(bytes);
        int start = random.nextInt(bytes.length + 1);
        values.append(key, bytes, start);
        var added = Arrays.copyOfRange(bytes, start, bytes.length);
        expected.merge(key, added, GrowingValuesTest::joined);
      }
      assertThat(values.has(key)).isEqualTo(expected.containsKey(key));
    }

    assertThat(values.keys()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, bytes) -> {
          assertThat(values.get(key)).isEqualTo(bytes);
          assertThat(values.length(key)).isEqualTo(bytes.length);
        });
  }

  @Test
  void theStartOfOthersIsFoundWhateverItsLength() {
    for (int length : new int[] {0, 1, 511, 512, 513, 1_024, 5_000}) {
      var bytes = new byte[length];
      new Random(length).nextBytes(bytes);
      values.append(length, bytes, 0);

      assertThat(values.isStartOf(bytes, length)).isTrue();
      assertThat(values.isStartOf(joined(bytes, new byte[] {1}), length)).isTrue();
      if (length > 0) {
        assertThat(values.isStartOf(Arrays.copyOf(bytes, length - 1), length)).isFalse();
        var other = bytes.clone();
        other[length - 1]++;
        assertThat(values.isStartOf(joined(other, new byte[] {1}), length)).isFalse();
      }
    }
    assertThat(values.isStartOf(new byte[3], -1)).isFalse();
  }

  @Test
  void whatIsRemovedMakesRoomForOthers() {
    long memory = 0;
    for (int round = 0; round < 20; round++) {
      for (int key = 0; key < 100; key++) {
        values.append(round * 100 + key, new byte[1_000 + 500 * (round % 3)], 0);
      }
      for (int key = 0; key < 100; key++) {
        values.remove(round * 100 + key);
      }
      memory = round == 2 ? values.memoryBytes() : memory;
    }

    assertThat(values.memoryBytes()).isEqualTo(memory);
  }

  private static byte[] joined(byte[] start, byte[] end) {
    var bytes = Arrays.copyOf(start, start.length + end.length);
    System.arraycopy(end, 0, bytes, start.length, end.length);
    return bytes;
  }
}
