package dev.kappa.spark.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.spark.Records;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ReturnedRecordsTest {
  private static final StructType SCHEMA =
      new StructType()
          .add("offset", DataTypes.LongType)
          .add(
              "headers",
              DataTypes.createArrayType(
                  new StructType()
                      .add("key", DataTypes.StringType)
                      .add("value", DataTypes.BinaryType)));

  @Test
  void passesOverWhatWasSentBackToAnotherStage() {
    var records =
        Records.spark()
            .createDataFrame(
                List.of(
                    record(0, null),
                    record(1, List.of()),
                    record(2, List.of(header("trace", "1"))),
                    record(3, List.of(header(DeadLetter.RETURNED_TO, "actions-by-page"))),
                    record(4, List.of(header(DeadLetter.RETURNED_TO, "connect"))),
                    record(
                        5, List.of(header("trace", "1"), header(DeadLetter.RETURNED_TO, "enrich"))),
                    record(6, List.of(RowFactory.create(DeadLetter.RETURNED_TO, null)))),
                SCHEMA);

    var taken = ReturnedRecords.passOver(records, "actions-by-page").collectAsList();

    assertThat(taken).extracting(row -> row.getLong(0)).containsExactly(0L, 1L, 2L, 3L, 6L);
  }

  private static Row record(long offset, List<Row> headers) {
    return RowFactory.create(offset, headers == null ? null : headers.toArray(Row[]::new));
  }

  private static Row header(String name, String value) {
    return RowFactory.create(name, value.getBytes(UTF_8));
  }
}
