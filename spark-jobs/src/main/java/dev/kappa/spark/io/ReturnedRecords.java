package dev.kappa.spark.io;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exists;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.kappa.contracts.DeadLetter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Records that were dead letters, and were sent back for the stage that had set them aside. */
public final class ReturnedRecords {
  private ReturnedRecords() {}

  /**
   * Passes over those that are for another stage: here they have been dealt with before.
   *
   * @param records with the headers of Kafka's source
   * @param stage what the reader calls itself in its dead letters
   */
  public static Dataset<Row> passOver(Dataset<Row> records, String stage) {
    return records.where(not(coalesce(isForAnother(stage), lit(false))));
  }

  private static Column isForAnother(String stage) {
    return exists(
        col("headers"),
        header ->
            header
                .getField("key")
                .equalTo(DeadLetter.RETURNED_TO)
                .and(header.getField("value").cast("string").notEqual(stage)));
  }
}
