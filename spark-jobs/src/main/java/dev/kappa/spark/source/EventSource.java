package dev.kappa.spark.source;

import dev.kappa.spark.events.Admission;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.kafka010.KafkaSourceProvider;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The source {@code dev.kappa.spark.source.EventSource}. It takes the options of Spark's source for
 * Kafka, {@link #PARSER} and {@link #INTAKE}. A task yields the events that count, gathered as the
 * intake's packing says, in rows that have only {@link #PACKED}; and one row that has all the other
 * columns: how many records it took, and of those that do not count, how many for each reason.
 */
public final class EventSource implements TableProvider {
  /** The column of gathered events. */
  public static final String PACKED = "packed";

  /** The column that counts records. */
  public static final String RECORDS = "records";

  /** The option that holds the parser: queries with the same one share what they read. */
  static final String PARSER = "parser";

  /** The option that holds the {@link Intake}. */
  static final String INTAKE = "intake";

  static final StructType SCHEMA =
      new StructType()
          .add(PACKED, DataTypes.BinaryType)
          .add(RECORDS, DataTypes.LongType)
          .add(Admission.Reason.MALFORMED.label(), DataTypes.LongType)
          .add(Admission.Reason.FUTURE.label(), DataTypes.LongType)
          .add(Admission.Reason.LATE.label(), DataTypes.LongType);

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return SCHEMA;
  }

  @Override
  public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> options) {
    var kafka = new KafkaSourceProvider().getTable(null, partitioning, options);
    return new EventTable((SupportsRead) kafka);
  }
}
