package dev.kappa.spark.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.MalformedEventException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParseJsonTest {
  private static final Instant RECORD_TIME = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void everyTypeIsReadAndUnknownFieldsAreSkipped() {
    var row =
        parse(
            "s STRING, b BOOLEAN, i INT, l BIGINT, d DOUBLE, m DECIMAL(8,2), t TIMESTAMP, y DATE,"
                + " a ARRAY<INT>, o STRUCT<x: INT, y: STRING>, k MAP<STRING, DOUBLE>, n STRING",
            """
            {"more": {"s": 1, "t": [2]}, "s": "Zoë", "b": true, "i": -7, "l": 9000000000, "d": 3, "m": "12.50",
             "t": "2026-01-01T01:00:00+01:00", "y": "2026-02-28", "a": [1, null], "o": {"z": [1], "y": "w"},
             "k": {"p": 0.5}, "n": null, "last": 1}
            """);

    assertThat(row.get(0)).isEqualTo(RECORD_TIME);
    assertThat(row.getString(1)).isEqualTo("Zoë");
    assertThat(row.getBoolean(2)).isTrue();
    assertThat(row.getInt(3)).isEqualTo(-7);
    assertThat(row.getLong(4)).isEqualTo(9_000_000_000L);
    assertThat(row.getDouble(5)).isEqualTo(3.0);
    assertThat(row.getDecimal(6)).isEqualTo(new BigDecimal("12.50"));
    assertThat(row.get(7)).isEqualTo(RECORD_TIME);
    assertThat(row.get(8)).isEqualTo(LocalDate.of(2026, 2, 28));
    assertThat(row.get(9)).isEqualTo(java.util.Arrays.asList(1, null));
    assertThat(row.getStruct(10).mkString("|")).isEqualTo("null|w");
    assertThat(row.get(11)).isEqualTo(Map.of("p", 0.5));
    assertThat(row.isNullAt(12)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          s STRING          | 1                        | f is no STRING
          s BOOLEAN         | "true"                   | f is no BOOLEAN
          s INT             | 2147483648               | f is no INT
          s INT             | 1.0                      | f is no INT
          s SMALLINT        | 32768                    | f is no SMALLINT
          s BIGINT          | 9223372036854775808      | f is no BIGINT
          s DOUBLE          | 1e999                    | f is no DOUBLE
          s DECIMAL(8,2)    | 12.345                   | f is no DECIMAL(8,2)
          s DECIMAL(8,2)    | 1234567                  | f is no DECIMAL(8,2)
          s DECIMAL(8,2)    | 1e999999999              | f is no DECIMAL(8,2)
          s DECIMAL(8,2)    | 1e-999999999             | f is no DECIMAL(8,2)
          s DECIMAL(8,2)    | "a lot"                  | f is no DECIMAL(8,2)
          s TIMESTAMP       | "yesterday"              | f is no ISO-8601 instant
          s TIMESTAMP       | "+1000000-01-01T00:00:00Z" | f is not a time of the years 1 to 9999
          s TIMESTAMP       | 1767225600000            | f is not an ISO-8601 instant
          s DATE            | "2026-02-29"             | f is no ISO-8601 date
          s ARRAY<INT>      | [1, "2"]                 | f is no INT
          s ARRAY<INT>      | {}                       | f is no ARRAY<INT>
          s STRUCT<x: INT>  | {"x": "1"}               | f.x is no INT
          s INT NOT NULL    | null                     | f is missing
          """)
  void whatWouldNotBeTheSameValueIsMalformed(String column, String value, String problem) {
    var ddl = column.replaceFirst("^s", "f");
    assertThatThrownBy(() -> parse(ddl, "{\"f\": " + value + "}"))
        .isInstanceOf(MalformedEventException.class)
        .hasMessage(problem);
  }

  @Test
  void whatIsNoObjectIsMalformed() {
    for (String value : List.of("", "[]", "{\"f\": 1", "{} {}", "nonsense")) {
      assertThatThrownBy(() -> parse("f INT", value)).isInstanceOf(MalformedEventException.class);
    }
    assertThatThrownBy(
            () -> new ParseJson(StructType.fromDDL("f INT"), "timestamp").parse(null, RECORD_TIME))
        .isInstanceOf(MalformedEventException.class);
  }

  @Test
  void anEventTimeThatMayBeMissingIsThenTheRecords() {
    var parser = new ParseJson(StructType.fromDDL("id STRING, at TIMESTAMP"), "at");
    assertThat(parser.parse(bytes("{\"id\":\"a\"}"), RECORD_TIME).get(0)).isEqualTo(RECORD_TIME);
    assertThat(parser.parse(bytes("{\"at\":\"2026-01-01T00:01:00Z\"}"), RECORD_TIME).get(0))
        .isEqualTo(RECORD_TIME.plus(Duration.ofMinutes(1)));
    var strict = new ParseJson(StructType.fromDDL("id STRING, at TIMESTAMP NOT NULL"), "at");
    assertThatThrownBy(() -> strict.parse(bytes("{\"id\":\"a\"}"), RECORD_TIME))
        .hasMessage("at is missing");
  }

  private static Row parse(String ddl, String value) {
    return new ParseJson(StructType.fromDDL(ddl), ParseJson.RECORD_TIME)
        .parse(bytes(value), RECORD_TIME);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
