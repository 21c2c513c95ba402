package dev.kappa.spark.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.MalformedEventException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParseEnrichedActionTest {
  private static final Instant RECORD_TIME = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void readsItsOwnTimeOrElseTheRecords() {
    assertThat(parse("{\"uuid\":\"u\",\"name\":\"p\",\"at\":\"2026-11-23T09:00:00Z\"}").get(0))
        .isEqualTo(Instant.parse("2026-11-23T09:00:00Z"));
    assertThat(parse("{\"uuid\":\"u\",\"name\":\"p\"}").get(0)).isEqualTo(RECORD_TIME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-300000-01-01T00:00:00Z", "yesterday"})
  void refusesATimeThatIsNoTimestamp(String at) {
    assertThatThrownBy(() -> parse("{\"uuid\":\"u\",\"name\":\"p\",\"at\":\"%s\"}".formatted(at)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(at);
  }

  @Test
  void refusesAPageThatFitsIntoNoKey() {
    var page = "p".repeat(EventFields.MOST_CHARACTERS);
    assertThat(parse("{\"uuid\":\"u\",\"name\":\"%s\"}".formatted(page)).get(2)).hasToString(page);
    assertThatThrownBy(() -> parse("{\"uuid\":\"u\",\"name\":\"%sp\"}".formatted(page)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("name has 16,385 characters");
  }

  private static Row parse(String json) {
    return new ParseEnrichedAction().parse(json.getBytes(StandardCharsets.UTF_8), RECORD_TIME);
  }
}
