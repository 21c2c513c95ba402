package dev.kappa.spark.duplicates;

import static org.apache.spark.sql.functions.inline;

import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.EventRows;
import dev.kappa.spark.events.MethodCall;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * How the events of a job travel: as bytes, in the layout in which Spark itself keeps rows, with no
 * more columns than the job uses. Handling them as Java objects would cost more than all that is
 * done with them.
 */
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

  /** The events of a column of blocks, a row each. */
  public Column unpacked(Column block) {
    return inline(MethodCall.of(this, "unpack", DataTypes.createArrayType(kept, false), block));
  }

  /** The rows of a block; called by the code that Spark generates. */
  public ArrayData unpack(byte[] block) {
    var rows = new ArrayList<UnsafeRow>();
    for (int at = 0; at < block.length; at += PackedEvent.rowSize(block, at)) {
      var row = new UnsafeRow(kept.size());
      row.pointTo(
          block,
          (long) Platform.BYTE_ARRAY_OFFSET + at + Integer.BYTES,
          PackedEvent.getInt(block, at));
      rows.add(row);
    }
    return new GenericArrayData(rows.toArray());
  }
}
