package dev.kappa.spark.source;

import dev.kappa.spark.events.EventParser;
import java.util.Map;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.kafka010.KafkaSourceProvider;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The source {@code dev.kappa.spark.source.EventSource}. It takes the options of Spark's source for
 * Kafka and {@link #PARSER}, and yields {@link EventRows}' columns.
 */
public final class EventSource implements TableProvider {
  /** The option that holds the {@link EventParser}, as {@link ParserText} writes it. */
  public static final String PARSER = "parser";

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return EventRows.schema(parser(options));
  }

  @Override
  public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> options) {
    var kafka = new KafkaSourceProvider().getTable(null, partitioning, options);
    return new EventTable((SupportsRead) kafka, schema);
  }

  private static EventParser parser(CaseInsensitiveStringMap options) {
    return ParserText.read(options.get(PARSER));
  }
}
