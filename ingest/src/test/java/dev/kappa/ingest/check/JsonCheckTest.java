package dev.kappa.ingest.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.ingest.source.Line;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonCheckTest {
  private final JsonCheck check = new JsonCheck(new RecordFields(null, null));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " {\"a\" : [1, {\"b\": null}]} ",
        "{\"a\":\"gr\u00fc\u00df, \u65e5\u672c, \ud83d\ude00\"}",
        "{\"a\":1,\"a\":2}"
      })
  void sendsOneObjectInUtf8(String line) {
    assertThat(check.check(line(line))).isEqualTo(new Verdict.Fit(null, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[1,2]|not-an-object",
        "12|not-an-object",
        "null|not-an-object",
        "[1,2|not-json",
        "oops|not-json",
        "{\"a\":|not-json",
        "{\"a\":1|not-json",
        "{\"a\":1} {\"b\":2}|not-json",
        "{\"a\":1}x|not-json",
        "{'a':1}|not-json",
        "{\"a\":NaN}|not-json"
      })
  void turnsEverythingElseAway(String line, String reason) {
    assertThat(reasonFor(line(line))).isEqualTo(reason);
  }

  @Test
  void turnsBytesAwayThatAreNotUtf8() {
    assertThat(reasonFor(line("{\"a\":\"\u00e9\"}", StandardCharsets.ISO_8859_1)))
        .isEqualTo("not-utf-8");
  }

  @Test
  void turnsOtherEncodingsOfJsonAway() {
    assertThat(reasonFor(line("{\"a\":1}", StandardCharsets.UTF_16LE))).isEqualTo("not-json");
    assertThat(reasonFor(line("{\"a\":1}", StandardCharsets.UTF_16BE))).isEqualTo("not-json");
    assertThat(reasonFor(line("\uFEFF{\"a\":1}"))).isEqualTo("not-json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t \r"})
  void countsBlankLinesAsEmpty(String line) {
    assertThat(check.check(line(line))).isEqualTo(new Verdict.Empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"x\":{\"id\":1},\"id\":\"a\\u0062\"}|ab",
        "{\"id\":12.50}|12.50",
        "{\"id\":true,\"y\":[{\"id\":2}]}|true"
      })
  void takesTheKeyFromATopLevelField(String line, String key) {
    assertThat(new JsonCheck(new RecordFields("id", null)).check(line(line)))
        .isInstanceOfSatisfying(
            Verdict.Fit.class,
            fit -> assertThat(fit.key()).isEqualTo(key.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":null}", "{\"id\":[1]}", "{\"x\":{\"id\":1}}"})
  void turnsALineAwayWithoutTheKeyItShouldHave(String line) {
    assertThat(new JsonCheck(new RecordFields("id", null)).check(line(line)))
        .isInstanceOfSatisfying(
            Verdict.Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo("no-key"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"at\":\"2026-11-23T10:00:00Z\"}|2026-11-23T10:00:00Z",
        "{\"at\":\"2026-11-23T10:00:00.5+02:00\"}|2026-11-23T08:00:00.500Z",
        "{\"at\":1763892000000}|2025-11-23T10:00:00Z"
      })
  void takesTheTimestampFromATopLevelField(String line, Instant time) {
    assertThat(new JsonCheck(new RecordFields(null, "at")).check(line(line)))
        .isEqualTo(new Verdict.Fit(null, time.toEpochMilli()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"at\":null}",
        "{\"at\":\"today\"}",
        "{\"at\":\"2026-11-23T10:00:00\"}",
        "{\"at\":1.5}",
        "{\"at\":99999999999999999999}"
      })
  void turnsALineAwayWithoutTheTimeItShouldHave(String line) {
    assertThat(new JsonCheck(new RecordFields(null, "at")).check(line(line)))
        .isInstanceOfSatisfying(
            Verdict.Unfit.class, unfit -> assertThat(unfit.reason()).isEqualTo("no-time"));
  }

  @Test
  void leavesTheTimestampOfTheSourceWhereThereIsNoTimeField() {
    var line = new Line("{\"id\":1}".getBytes(StandardCharsets.UTF_8), 42L, "f", 1);
    assertThat(check.check(line)).isEqualTo(new Verdict.Fit(null, 42L));
    assertThat(new RawCheck().check(line)).isEqualTo(new Verdict.Fit(null, 42L));
  }

  private String reasonFor(Line line) {
    return ((Verdict.Unfit) check.check(line)).reason();
  }

  private static Line line(String text) {
    return line(text, StandardCharsets.UTF_8);
  }

  private static Line line(String text, Charset charset) {
    return new Line(text.getBytes(charset), null, "f", 1);
  }
}
