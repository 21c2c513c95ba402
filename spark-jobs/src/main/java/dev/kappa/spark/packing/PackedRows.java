package dev.kappa.spark.packing;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.inline;

import dev.kappa.spark.events.MethodCall;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;

/**
 * Blocks of rows: row after row in the layout in which Spark itself keeps them, each after its
 * length. Handling them as Java objects would cost more than all that is done with them.
 *
 * @param schema of the rows
 */
public record PackedRows(StructType schema) implements Serializable {

  /** The rows of a column of blocks. */
  public Dataset<Row> unpacked(Dataset<Row> blocks) {
    var rows = DataTypes.createArrayType(schema, false);
    return blocks.select(inline(MethodCall.of(this, "unpack", rows, col(blocks.columns()[0]))));
  }

  /** The rows of a block; called by the code that Spark generates. */
  public ArrayData unpack(byte[] block) {
    var rows = new ArrayList<UnsafeRow>();
    for (int at = 0; at < block.length; at += size(block, at)) {
      rows.add(pointTo(new UnsafeRow(schema.size()), block, at));
    }
    return new GenericArrayData(rows.toArray());
  }

  /**
   * Shows the rows of a block.
   *
   * @param action is given the same object for each
   */
  public void forEach(byte[] block, Consumer<UnsafeRow> action) {
    var row = new UnsafeRow(schema.size());
    for (int at = 0; at < block.length; at += size(block, at)) {
      action.accept(pointTo(row, block, at));
    }
  }

  private static UnsafeRow pointTo(UnsafeRow row, byte[] block, int at) {
    row.pointTo(
        block, (long) Platform.BYTE_ARRAY_OFFSET + at + Integer.BYTES, Bytes.getInt(block, at));
    return row;
  }

  /** The size of a row with its length before it. */
  public static int size(byte[] bytes, int start) {
    return Integer.BYTES + Bytes.getInt(bytes, start);
  }
}
