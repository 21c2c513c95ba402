package dev.kappa.spark;

import dev.kappa.spark.events.EventRows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnsupportedOperationChecker;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * What Spark says of a job's transform without running it.
 *
 * @param rows the columns that it yields
 * @param columns the events' columns that it uses
 */
record JobPlan(Job job, StructType rows, Set<String> columns) {
  static JobPlan of(Job job, SparkSession spark) {
    var schema = EventRows.schema(job.parser());
    // From an RDD: the optimizer does not see that it is empty.
    var nothing =
        spark.createDataFrame(spark.createDataFrame(List.of(), schema).toJavaRDD(), schema);
    var rows = job.transform(nothing);
    var columns = used(rows.queryExecution().optimizedPlan());
    columns.retainAll(Set.of(schema.fieldNames()));
    return new JobPlan(job, rows.schema(), columns);
  }

  /**
   * Requires that Spark can run the transform on a stream, or throws its explanation. Spark's own
   * check of the whole query is off: it would take the dropping of duplicates for a part of the
   * job, and refuse jobs that keep a state of their own.
   */
  void requireStreamable(Dataset<Row> events) {
    UnsupportedOperationChecker.checkForStreaming(
        job.transform(events).queryExecution().analyzed(), OutputMode.Update());
  }

  private static Set<String> used(LogicalPlan plan) {
    var names = new HashSet<String>();
    add(plan.outputSet(), names);
    plan.foreach(
        node -> {
          add(node.references(), names);
          return BoxedUnit.UNIT;
        });
    return names;
  }

  private static void add(AttributeSet attributes, Set<String> names) {
    CollectionConverters.asJava(attributes).forEach(attribute -> names.add(attribute.name()));
  }
}
