package dev.kappa.spark.sql;

import dev.kappa.spark.Job;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.table.CqlTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnsupportedOperationChecker;
import org.apache.spark.sql.catalyst.encoders.ExpressionEncoder;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.streaming.MemoryStream;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Checks the query of a {@link SqlJob} before anything is started: its names, that it can run on a
 * stream with bounded state, and that its rows fit the keys of the header.
 */
public final class SqlCheck {
  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{0,47}");

  private final SparkSession spark;
  private final SqlJob job;
  private final Problems problems;

  private SqlCheck(SparkSession spark, SqlJob job) {
    this.spark = spark;
    this.job = job;
    this.problems = new Problems(job.file());
  }

  /** Everything that is wrong with a job's query, a sentence each, with lines where known. */
  public static List<String> problems(SparkSession spark, SqlJob job) {
    var check = new SqlCheck(spark, job);
    check.run();
    return check.problems.sentences();
  }

  private void run() {
    var rows = new ArrayList<Dataset<Row>>();
    if (!analyzed(() -> rows.add(job.transform(events())))) {
      return;
    }
    var plan = rows.get(0).queryExecution().analyzed();
    if (!plan.exists(node -> node instanceof Aggregate aggregate && byEventTime(aggregate))) {
      problems.add(
          "the query groups by no window of the event time, so its state would grow for ever: GROUP BY …, window(%s, '1 hour')"
              .formatted(job.eventTime()));
      return;
    }
    analyzed(
        () -> {
          UnsupportedOperationChecker.checkForStreaming(plan, OutputMode.Update());
          return true;
        });
    checkColumns(rows.get(0).schema());
    checkKeys(plan, rows.get(0).schema());
  }

  /** A stream of the job's events, of which there are none. */
  private Dataset<Row> events() {
    var schema =
        job.parser()
            .schema()
            .add("topic", DataTypes.StringType, false)
            .add("partition", DataTypes.IntegerType, false)
            .add("offset", DataTypes.LongType, false)
            .add("bytes", DataTypes.IntegerType, false);
    return new MemoryStream<>(
            0, spark.sqlContext(), Option.empty(), ExpressionEncoder.apply(schema))
        .toDF()
        .withWatermark(EventParser.AT, "1 hour");
  }

  private static boolean byEventTime(Aggregate aggregate) {
    return aggregate
        .groupingExpressions()
        .exists(
            expression ->
                expression instanceof Attribute column && WindowColumns.ofEventTime(column));
  }

  private void checkColumns(StructType rows) {
    var names = List.of(rows.fieldNames());
    for (StructField field : rows.fields()) {
      if (!COLUMN.matcher(field.name()).matches()) {
        problems.add(
            "column %s: give it a name of at most 48 of a-z, 0-9 and _, as in: count(*) AS orders"
                .formatted(field.name()));
      } else if (names.indexOf(field.name()) != names.lastIndexOf(field.name())) {
        problems.add("column %s is produced twice".formatted(field.name()));
      } else if (field.name().equals(Job.DELETED) && !(field.dataType() instanceof BooleanType)) {
        problems.add(
            "column %s says which rows to delete and should be BOOLEAN".formatted(Job.DELETED));
      } else if (CqlTypes.of(field.dataType()).isEmpty()) {
        problems.add(
            "column %s: Cassandra has no type for %s"
                .formatted(field.name(), field.dataType().sql()));
      }
    }
  }

  private void checkKeys(LogicalPlan plan, StructType rows) {
    var windows = new WindowColumns(plan);
    for (String key : job.keys().orElseThrow().columns()) {
      var column = plan.output().find(attribute -> attribute.name().equals(key));
      if (column.isEmpty()) {
        problems.add(
            "key column %s is not produced by the query; it produces %s"
                .formatted(key, String.join(", ", rows.fieldNames())));
      } else if (column.get().nullable() && !windows.makeUp(column.get())) {
        problems.add(
            "key column %s may be null, which Cassandra refuses: say NOT NULL in the schema, or coalesce(…, '') in the query"
                .formatted(key));
      }
    }
  }

  /** Whether {@code step} returns true; false as well where Spark cannot take the query. */
  private boolean analyzed(Callable<Boolean> step) {
    try {
      return step.call();
    } catch (AnalysisException e) {
      SqlErrors.add(e, problems);
      return false;
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
