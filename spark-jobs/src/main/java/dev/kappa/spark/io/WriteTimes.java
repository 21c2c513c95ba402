package dev.kappa.spark.io;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time that Cassandra keeps with what a micro-batch writes, and by which the later of two
 * writes wins. A batch has one for good, kept in a file of its own beside the checkpoint before
 * anything is written: it is taken from the clock, so that Cassandra's time windows hold what was
 * written in them, and is always above that of the batch before, whatever the clock did.
 */
public final class WriteTimes {
  /** Spark keeps what it needs to go back 100 batches; older ones are never written again. */
  private static final long KEPT = 1_000;

  private final CheckpointFiles files;

  WriteTimes(CheckpointFiles files) {
    this.files = files;
  }

  /**
   * The write time of a batch, in microseconds since 1970.
   *
   * @throws IOException when the folder cannot be used, or another driver wrote this batch long ago
   */
  long of(long batch) throws IOException {
    var known = files.read(name(batch));
    if (known.isPresent()) {
      return Long.parseLong(known.get());
    }
    if (files.read(name(batch + 1)).isPresent()) {
      throw new IOException(
          "batch %d was written long ago by another driver that uses %s; run only one"
              .formatted(batch, files.folder()));
    }
    var now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    var before = files.read(name(batch - 1)).map(Long::parseLong);
    var time = before.isPresent() ? Math.max(now, before.get() + 1) : now;
    files.delete(name(batch - KEPT));
    return Long.parseLong(files.createOrRead(name(batch), Long.toString(time)));
  }

  private static String name(long batch) {
    return Long.toString(batch);
  }
}
