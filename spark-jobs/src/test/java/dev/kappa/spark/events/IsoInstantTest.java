package dev.kappa.spark.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoInstantTest {
  private static final long SEED = 20261125L;

  @Test
  void readsWhatTheJdkWrites() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);
    for (int i = 0; i < 20_000; i++) {
      var instant =
          Instant.ofEpochSecond(
              random.nextLong(-70_000_000_000L, 260_000_000_000L),
              i % 4 == 0 ? 0 : random.nextInt(1_000_000_000) / 1_000 * 1_000);
      assertThat(IsoInstant.parse(instant.toString())).isEqualTo(instant);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T23:59:59Z",
        "2024-02-29T23:59:59.1Z",
        "2024-02-29T23:59:59.123456789Z",
        "2016-12-31T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2026-11-23T10:00:00.Z",
        "2026-11-23T10:00:00+01:00",
        "2026-11-23t10:00:00z",
        "+12026-11-23T10:00:00Z"
      })
  void readsEveryFormThatTheJdkReads(String text) {
    assertThat(IsoInstant.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-11-23",
        "2026-11-23T10:00:00",
        "2026-13-23T10:00:00Z",
        "2026-02-30T10:00:00Z",
        "2026-11-23T25:00:00Z",
        "2026-11-23T10:60:00Z",
        "2026-11-23T10:00Z",
        "2026-11-23T10:00:00.1234567890Z",
        "2026-11-23T10:00:0oZ",
        "٢٠٢٦-11-23T10:00:00Z"
      })
  void refusesWhatTheJdkRefuses(String text) {
    assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeParseException.class);
    assertThatThrownBy(() -> IsoInstant.parse(text)).isInstanceOf(DateTimeParseException.class);
  }
}
