package dev.kappa.presto.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class RowWritersTest {
  private static final List<Column> COLUMNS =
      List.of(new Column("interest", "varchar"), new Column("people", "bigint"));

  @Test
  void alignsATable() {
    assertThat(
            written(
                TableWriter::new, COLUMNS, row("Internet", 1200L), row("Käse", 7L), row(null, 12L)))
        .isEqualTo(
            """
            interest | people
            ---------+-------
            Internet |   1200
            Käse     |      7
            NULL     |     12
            """);
  }

  @Test
  void showsTheColumnsOfAnEmptyTable() {
    assertThat(written(TableWriter::new, COLUMNS))
        .isEqualTo("interest | people\n---------+-------\n");
  }

  @Test
  void keepsARowOnItsLineAndATerminalUnharmed() {
    assertThat(written(TableWriter::new, COLUMNS, row("a\nb\t\u001b[2J", 1L)))
        .endsWith("a\\nb\\t\\u001b[2J |      1\n");
  }

  @Test
  void widensColumnsPageByPage() {
    var rows = new Object[1001][];
    Arrays.fill(rows, row("short", 1L));
    rows[1000] = row("longer than before", 2L);

    var lines = written(TableWriter::new, COLUMNS, rows).lines().toList();

    assertThat(lines).hasSize(1003);
    assertThat(lines.get(2)).isEqualTo("short    |      1");
    assertThat(lines.get(1002)).isEqualTo("longer than before |      2");
  }

  @Test
  void writesCsvThatTellsNullFromEmpty() {
    assertThat(
            written(CsvWriter::new, COLUMNS, row("a,\"b\"\nc", 1L), row(null, null), row("", 0L)))
        .isEqualTo("interest,people\n\"a,\"\"b\"\"\nc\",1\n,\n\"\",0\n");
  }

  @Test
  void writesOneJsonObjectALine() {
    var columns =
        List.of(
            new Column("a", "varchar"),
            new Column("a", "decimal(38,2)"),
            new Column("list", "array(varchar)"),
            new Column("map", "map(varchar,bigint)"),
            new Column("raw", "json"),
            new Column("nothing", "json"));

    assertThat(
            written(
                JsonWriter::new,
                columns,
                row(
                    "\"x\"",
                    new BigDecimal("12345678901234567890.10"),
                    List.of("p", "q"),
                    Map.of("k", 1L),
                    "{\"n\": [1]}",
                    null)))
        .isEqualTo(
            "{\"a\":\"\\\"x\\\"\",\"a_2\":12345678901234567890.10,\"list\":[\"p\",\"q\"],"
                + "\"map\":{\"k\":1},\"raw\":{\"n\": [1]},\"nothing\":null}\n");
  }

  @Test
  void writesNoJsonWhereThereAreNoRows() {
    assertThat(written(JsonWriter::new, COLUMNS)).isEmpty();
  }

  @Test
  void showsBytesInHexadecimalAndNestedValuesAsJson() {
    var columns = List.of(new Column("bytes", "varbinary"), new Column("list", "array(bigint)"));

    assertThat(written(CsvWriter::new, columns, row(new byte[] {0, (byte) 0xff}, List.of(1L, 2L))))
        .endsWith("00ff,\"[1,2]\"\n");
  }

  private static Object[] row(Object... values) {
    return values;
  }

  private static String written(
      Function<PrintStream, RowWriter> format, List<Column> columns, Object[]... rows) {
    var bytes = new ByteArrayOutputStream();
    var writer = format.apply(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    writer.begin(columns);
    for (var row : rows) {
      writer.row(Arrays.asList(row));
    }
    writer.end();
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
