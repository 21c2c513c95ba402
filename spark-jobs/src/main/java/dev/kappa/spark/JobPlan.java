package dev.kappa.spark;

import dev.kappa.spark.condensing.Condensing;
import dev.kappa.spark.duplicates.EventPacking;
import dev.kappa.spark.events.EventRows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.UnsupportedOperationChecker;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.streaming.OutputMode;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * What Spark says of a job's transform without running it.
 *
 * @param rows the columns that it yields
 * @param columns the events' columns that are used
 */
record JobPlan(Job job, StructType rows, Set<String> columns) {
  static JobPlan of(Job job, SparkSession spark) {
    var all = EventRows.schema(job.parser());
    var schema = job.condensing().map(condensing -> condensing.schema(all)).orElse(all);
    // From an RDD: the optimizer does not see that it is empty.
    var nothing =
        spark.createDataFrame(spark.createDataFrame(List.of(), schema).toJavaRDD(), schema);
    var rows = job.transform(nothing);
    var columns = job.condensing().map(Condensing::columns).orElseGet(() -> used(rows, all));
    return new JobPlan(job, rows.schema(), columns);
  }

  /** How the job's events are packed. */
  EventPacking packing() {
    return new EventPacking(job.parser(), columns, job.identity());
  }

  /** What the job's transform is given of blocks of events. */
  Dataset<Row> events(Dataset<Row> blocks) {
    var events = packing().rows();
    return job.condensing()
        .map(condensing -> condensing.condensed(events, blocks))
        .orElseGet(() -> events.unpacked(blocks));
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

  private static Set<String> used(Dataset<Row> rows, StructType events) {
    var plan = rows.queryExecution().optimizedPlan();
    var names = new HashSet<String>();
    add(plan.outputSet(), names);
    plan.foreach(
        node -> {
          add(node.references(), names);
          return BoxedUnit.UNIT;
        });
    names.retainAll(Set.of(events.fieldNames()));
    return names;
  }

  private static void add(AttributeSet attributes, Set<String> names) {
    CollectionConverters.asJava(attributes).forEach(attribute -> names.add(attribute.name()));
  }
}
