package dev.kappa.spark.duplicates;

import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.EventRows;
import dev.kappa.spark.packing.PackedRows;
import java.io.Serializable;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** How the events of a job are packed: with no more columns than the job uses. */
public final class EventPacking implements Serializable {
  private static final long serialVersionUID = 1L;

  private final StructType event;
  private final StructType kept;
  private final String identity;

  /**
   * @param parser of the events
   * @param kept the columns that are needed; the event time is among them in any case
   * @param identity the column that tells a duplicate; empty where all events count
   */
  public EventPacking(EventParser parser, Set<String> kept, Optional<String> identity) {
    this.event = EventRows.schema(parser);
    this.kept =
        new StructType(
            Stream.of(event.fields())
                .filter(field -> kept.contains(field.name()) || field.name().equals(EventParser.AT))
                .toArray(StructField[]::new));
    this.identity = identity.orElse(null);
  }

  /**
   * An empty gathering: of chunks for {@link Duplicates}, or of blocks where all events count.
   *
   * @param watermarkMillis of the micro-batch
   */
  public Gathering gathering(long watermarkMillis) {
    var projection = keptColumns();
    if (identity == null) {
      return new GatherInOrder(projection);
    }
    return new GatherByBucket(projection, identityOf(), watermarkMillis);
  }

  /** The blocks of events, once duplicates are gone. */
  public PackedRows rows() {
    return new PackedRows(kept);
  }

  private UnsafeProjection keptColumns() {
    var columns = Stream.of(kept.fieldNames()).map(event::fieldIndex).map(this::reference).toList();
    return UnsafeProjection.create(CollectionConverters.asScala(columns).toSeq());
  }

  private Identity identityOf() {
    int ordinal = event.fieldIndex(identity);
    if (event.apply(ordinal).dataType().equals(DataTypes.StringType)) {
      return row -> row.getUTF8String(ordinal);
    }
    var text =
        new Cast(
            reference(ordinal), DataTypes.StringType, Option.apply("UTC"), Cast.apply$default$4());
    return row -> (UTF8String) text.eval(row);
  }

  private Expression reference(int ordinal) {
    var field = event.apply(ordinal);
    return new BoundReference(ordinal, field.dataType(), field.nullable());
  }
}
