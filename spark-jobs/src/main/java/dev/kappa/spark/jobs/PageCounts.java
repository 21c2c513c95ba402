package dev.kappa.spark.jobs;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoSerializable;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.datasketches.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.memory.Memory;

/** How often each page was visited; above some number of pages, the rare ones are let go. */
public final class PageCounts implements KryoSerializable {
  private static final int SLOTS = 16_384;

  /** Up to so many different pages every count is exact: a table that is three quarters full. */
  static final int EXACT_UP_TO = 12_288;

  private final ItemsSketch<String> sketch = new ItemsSketch<>(SLOTS);

  /** A page and its visits. */
  record PageCount(String page, long visits) {}

  void add(String page, long visits) {
    sketch.update(page, visits);
  }

  void addAll(PageCounts other) {
    sketch.merge(other.sketch);
  }

  /** The most visited pages, the most visited one first; those that are level, by name. */
  List<PageCount> top(int count) {
    return Arrays.stream(sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
        .map(row -> new PageCount(row.getItem(), row.getEstimate()))
        .sorted(
            Comparator.comparingLong(PageCount::visits).reversed().thenComparing(PageCount::page))
        .limit(count)
        .toList();
  }

  @Override
  public void write(Kryo kryo, Output output) {
    var bytes = sketch.toByteArray(new ArrayOfStringsSerDe());
    output.writeInt(bytes.length, true);
    output.writeBytes(bytes);
  }

  @Override
  public void read(Kryo kryo, Input input) {
    var bytes = input.readBytes(input.readInt(true));
    sketch.merge(ItemsSketch.getInstance(Memory.wrap(bytes), new ArrayOfStringsSerDe()));
  }
}
