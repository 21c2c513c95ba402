package dev.kappa.ingest.source;

/**
 * One line of a source, without its line end.
 *
 * @param value the line's bytes as they are
 * @param timestamp the record's timestamp in milliseconds, where the source knows it, else null
 * @param file the file's name, {@code -} for standard input
 * @param number from 1
 * @param spilled whether {@code value} is but the front of a line larger than any topic takes; the
 *     whole of it went to the source's {@link Spill}
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes as they are; nobody compares lines
public record Line(byte[] value, Long timestamp, String file, long number, boolean spilled) {
  public Line(byte[] value, Long timestamp, String file, long number) {
    this(value, timestamp, file, number, false);
  }

  /** {@code file:number}, as editors and compilers write it. */
  public String place() {
    return file + ":" + number;
  }
}
