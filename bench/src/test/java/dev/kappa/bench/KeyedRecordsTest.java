package dev.kappa.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyedRecordsTest {
  @Test
  void recordsOfDifferentKeysMayComeInAnyOrder() {
    assertThatCode(() -> records("a1", "b1", "a2").require(records("b1", "a1", "a2")))
        .doesNotThrowAnyException();
  }

  @Test
  void recordsOfAKeyMustKeepTheirOrder() {
    assertThatThrownBy(() -> records("a1", "a2", "b1").require(records("a2", "a1", "b1")))
        .isInstanceOf(BenchFailedException.class)
        .hasMessageContaining("of 2 keys, 1 have others");
  }

  @Test
  void noRecordMayBeMissingOrBeThereTwiceOrBeAnother() {
    var expected = records("a1", "a2");
    assertThatThrownBy(() -> expected.require(records("a1")))
        .hasMessageContaining("1 records came out for 2");
    assertThatThrownBy(() -> expected.require(records("a1", "a2", "a2")))
        .hasMessageContaining("3 records came out for 2");
    assertThatThrownBy(() -> expected.require(records("a1", "a3")))
        .hasMessageContaining("2 records came out for 2");
  }

  /** The first character is the key. */
  private static KeyedRecords records(String... values) {
    var records = new KeyedRecords();
    for (var value : values) {
      records.add(value.substring(0, 1).getBytes(UTF_8), KeyedRecords.hash(value.getBytes(UTF_8)));
    }
    return records;
  }
}
