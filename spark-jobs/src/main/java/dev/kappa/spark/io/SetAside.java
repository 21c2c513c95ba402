package dev.kappa.spark.io;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.kappa.spark.events.Admission;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseEvents;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Keeps the records that a job does not count: malformed ones as dead letters, late and future ones
 * in {@code late_rows_by_job}. They are kept by the task that reads them, before anything is
 * counted; a task that cannot keep them fails, and is run again.
 */
public final class SetAside implements UDF1<Row, String> {
  private static final long serialVersionUID = 1L;

  private final DeadLetterOutbox deadLetters;
  private final LateRows lateRows;
  private transient TaskContext task;

  public SetAside(DeadLetterOutbox deadLetters, LateRows lateRows) {
    this.deadLetters = deadLetters;
    this.lateRows = lateRows;
  }

  /**
   * The events with their {@link Admission#REASON}, and without their records: from here on a row
   * is no wider than what the job uses.
   */
  public Dataset<Row> apply(Dataset<Row> decided) {
    var record =
        struct(
            col(Admission.REASON),
            col("key"),
            col("value"),
            col("topic"),
            col("partition"),
            col("offset"),
            col("timestamp"),
            col("headers"),
            col(ParseEvents.EVENT).getField(EventParser.AT).as(EventParser.AT));
    var keep = udf(this, DataTypes.StringType).asNondeterministic();
    return ParseEvents.events(
        decided,
        when(col(Admission.REASON).isNull(), lit(null).cast(DataTypes.StringType))
            .otherwise(keep.apply(record))
            .as(Admission.REASON));
  }

  @Override
  public String call(Row record) {
    var current = TaskContext.get();
    if (task != current) {
      task = current;
      current.addTaskCompletionListener(
          ended -> {
            deadLetters.flush();
            lateRows.flush();
          });
    }
    String reason = record.getAs(Admission.REASON);
    if (reason.equals(Admission.MALFORMED)) {
      deadLetters.send(record);
    } else {
      lateRows.add(record);
    }
    return reason;
  }
}
