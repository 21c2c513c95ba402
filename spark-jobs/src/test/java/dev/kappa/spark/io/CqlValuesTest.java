package dev.kappa.spark.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

class CqlValuesTest {
  private static final Instant TIME = Instant.parse("2026-11-23T11:00:00.123456Z");

  @Test
  void timesDatesAndBytesAreAsTheDriverTakesThem() {
    assertThat(CqlValues.of(Timestamp.from(TIME))).isEqualTo(TIME);
    assertThat(CqlValues.of(Date.valueOf("2026-11-23"))).isEqualTo(LocalDate.of(2026, 11, 23));
    assertThat(CqlValues.of(new byte[] {1, 2})).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2}));
  }

  @Test
  void listsAndMapsAreTakenApart() {
    var times = CollectionConverters.asScala(List.of(Timestamp.from(TIME))).toSeq();
    var byName = CollectionConverters.asScala(Map.of("at", times));

    assertThat(CqlValues.of(times)).isEqualTo(List.of(TIME));
    assertThat(CqlValues.of(byName)).isEqualTo(Map.of("at", List.of(TIME)));
  }

  @Test
  void everythingElseStaysAsItIs() {
    assertThat(CqlValues.of("news")).isEqualTo("news");
    assertThat(CqlValues.of(new BigDecimal("1.50"))).isEqualTo(new BigDecimal("1.50"));
    assertThat(CqlValues.of(null)).isNull();
  }
}
