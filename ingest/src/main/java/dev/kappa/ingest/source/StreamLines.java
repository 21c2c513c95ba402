package dev.kappa.ingest.source;

import dev.kappa.contracts.DeadLetter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * Lines of a byte stream, each ended by {@code \n} or {@code \r\n}, the last one by the stream's
 * end as well. A byte order mark in front of the first line is no part of it. A line larger than
 * {@link #MAX_LINE_BYTES} is spilled, so that memory does not grow with what is read.
 */
public final class StreamLines implements LineSource {
  /** What a dead letter holds, less some for its envelope. */
  public static final int MAX_LINE_BYTES = DeadLetter.MAX_BYTES - 64 * 1024;

  private static final int BUFFER = 256 * 1024;

  private final InputStream in;
  private final String file;
  private final Spill spill;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int scanned;
  private int end;
  private long number;
  private long position;
  private byte[] front;
  private OutputStream spilling;

  /** Lines of {@code in}, which is a file of that name, or a part of one. */
  public StreamLines(InputStream in, String file, Spill spill) {
    this(in, file, spill, 0, 0);
  }

  /**
   * Lines from the middle of a file on.
   *
   * @param position in bytes, where {@code in} begins
   * @param lines how many lines lie before it
   */
  public StreamLines(InputStream in, String file, Spill spill, long position, long lines) {
    this.in = in;
    this.file = file;
    this.spill = spill;
    this.position = position;
    this.number = lines;
  }

  @Override
  public Line next() throws IOException {
    var line = nextEnded();
    return line == null ? rest() : line;
  }

  /** The next line that has its line end; null where the stream has no more for now. */
  public Line nextEnded() throws IOException {
    while (true) {
      scanned = LineFeed.indexOf(buffer, scanned, end);
      if (scanned < end) {
        return line(scanned, 1);
      }
      if (end - start > MAX_LINE_BYTES) {
        spillBuffer();
      }
      if (!fill()) {
        return null;
      }
    }
  }

  /** What is left without a line end; null where nothing is. */
  public Line rest() throws IOException {
    return end == start && spilling == null ? null : line(end, 0);
  }

  /** Offset in the file behind the last line that was returned, in bytes. */
  public long position() {
    return position;
  }

  /** How many lines lie before {@link #position()}. */
  public long lines() {
    return number;
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      scanned -= start;
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(read, 0);
    return read >= 0;
  }

  private void spillBuffer() throws IOException {
    if (spilling == null) {
      front = Arrays.copyOfRange(buffer, start, start + 1024);
      spilling = spill.begin(file + ":" + (number + 1));
    }
    spilling.write(buffer, start, end - start);
    position += end - start;
    start = end;
  }

  /** Takes the line that ends at {@code to}, and a line end of so many bytes behind it. */
  private Line line(int to, int lineEnd) throws IOException {
    int from = start;
    start = to + lineEnd;
    scanned = start;
    position += start - from;
    number++;
    if (spilling != null) {
      spilling.write(buffer, from, to - from);
      spilling.close();
      spilling = null;
      return new Line(front, null, file, number, true);
    }
    int first = number == 1 && startsWithByteOrderMark(from, to) ? from + 3 : from;
    int last = lineEnd > 0 && to > first && buffer[to - 1] == '\r' ? to - 1 : to;
    return new Line(Arrays.copyOfRange(buffer, first, last), null, file, number);
  }

  private boolean startsWithByteOrderMark(int from, int to) {
    return to - from >= 3
        && buffer[from] == (byte) 0xEF
        && buffer[from + 1] == (byte) 0xBB
        && buffer[from + 2] == (byte) 0xBF;
  }

  @Override
  public void interrupt() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException("could not stop reading " + file, e);
    }
  }

  @Override
  public void close() throws IOException {
    if (spilling != null) {
      spilling.close();
    }
    in.close();
  }
}
