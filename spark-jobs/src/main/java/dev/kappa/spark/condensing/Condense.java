package dev.kappa.spark.condensing;

import java.util.Iterator;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.types.StructType;

/** Condenses blocks of packed events into blocks of packed rows, as a {@link Condensing} says. */
final class Condense implements MapPartitionsFunction<byte[], byte[]> {
  private static final long serialVersionUID = 1L;

  private final Condensing condensing;
  private final StructType events;

  /**
   * @param events the columns of the events
   */
  Condense(Condensing condensing, StructType events) {
    this.condensing = condensing;
    this.events = events;
  }

  @Override
  public Iterator<byte[]> call(Iterator<byte[]> blocks) {
    var groups = new EventGroups(condensing, events);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return blocks.hasNext();
      }

      @Override
      public byte[] next() {
        do {
          groups.add(blocks.next());
        } while (blocks.hasNext() && !groups.areMany());
        return groups.drain();
      }
    };
  }
}
