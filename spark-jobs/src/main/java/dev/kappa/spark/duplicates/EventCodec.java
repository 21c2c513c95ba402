package dev.kappa.spark.duplicates;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.xxhash64;

import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.MethodCall;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Events as bytes and back, in the form in which Spark itself keeps rows: handling them as Java
 * objects on the way would cost more than finding the duplicates. The public methods are called by
 * the code that Spark generates.
 */
public final class EventCodec implements Serializable {
  private static final long serialVersionUID = 1L;

  private final StructType schema;
  private transient UnsafeProjection projection;

  /**
   * @param schema of the events; other columns are not kept
   */
  EventCodec(StructType schema) {
    this.schema = schema;
  }

  /**
   * Every event as a {@link PackedEvent}.
   *
   * @param identity the column that tells a duplicate
   */
  Column packed(String identity) {
    var kept = Stream.of(schema.fieldNames()).map(name -> col(name)).toArray(Column[]::new);
    return MethodCall.of(
        this,
        "pack",
        DataTypes.BinaryType,
        struct(kept),
        unix_micros(col(EventParser.AT)),
        xxhash64(col("topic"), col("partition"), col("offset")),
        col(identity).cast(DataTypes.StringType));
  }

  /** The events of a column of blocks, a row each. */
  Column unpacked(Column block) {
    return inline(MethodCall.of(this, "unpack", DataTypes.createArrayType(schema, false), block));
  }

  /** One event as bytes. */
  public byte[] pack(InternalRow event, long atMicros, long position, UTF8String identity) {
    if (projection == null) {
      projection = UnsafeProjection.create(schema);
    }
    return PackedEvent.of(identity, atMicros, position, projection.apply(event));
  }

  /** The rows of a block: one after another, each after its length. */
  public ArrayData unpack(byte[] block) {
    var rows = new ArrayList<UnsafeRow>();
    for (int at = 0; at < block.length; at += PackedEvent.rowSize(block, at)) {
      var row = new UnsafeRow(schema.size());
      row.pointTo(
          block,
          (long) Platform.BYTE_ARRAY_OFFSET + at + Integer.BYTES,
          PackedEvent.getInt(block, at));
      rows.add(row);
    }
    return new GenericArrayData(rows.toArray());
  }
}
