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
 * Takes the records that a job does not count out of the stream, and keeps them: malformed ones as
 * dead letters, late and future ones in {@code late_rows_by_job}. They are kept by the task that
 * reads them, before anything is counted; a task that cannot keep them fails, and is run again.
 */
public final class SetAside implements UDF1<Row, Boolean> {
  private static final long serialVersionUID = 1L;

  private final DeadLetterOutbox deadLetters;
  private final LateRows lateRows;
  private transient TaskContext task;

  public SetAside(DeadLetterOutbox deadLetters, LateRows lateRows) {
    this.deadLetters = deadLetters;
    this.lateRows = lateRows;
  }

  /** Only the records that count. */
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
    var keep = udf(this, DataTypes.BooleanType).asNondeterministic();
    return decided.where(
        when(col(Admission.REASON).isNull(), lit(true)).otherwise(keep.apply(record)));
  }

  @Override
  public Boolean call(Row record) {
    var current = TaskContext.get();
    if (task != current) {
      task = current;
      current.addTaskCompletionListener(
          ended -> {
            deadLetters.flush();
            lateRows.flush();
          });
    }
    if (record.getAs(Admission.REASON).equals(Admission.MALFORMED)) {
      deadLetters.send(record);
    } else {
      lateRows.add(record);
    }
    return false;
  }
}
