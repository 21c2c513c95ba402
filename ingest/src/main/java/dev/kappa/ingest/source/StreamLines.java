package dev.kappa.ingest.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of a byte stream, each ended by {@code \n} or {@code \r\n}, the last one by the stream's
 * end as well. A byte order mark in front of the first line is no part of it.
 */
public final class StreamLines implements LineSource {
  private static final int BUFFER = 256 * 1024;

  private final InputStream in;
  private final String file;
  private byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private long number;

  public StreamLines(InputStream in, String file) {
    this.in = in;
    this.file = file;
  }

  @Override
  public Line next() throws IOException {
    int scanned = start;
    while (true) {
      for (int i = scanned; i < end; i++) {
        if (buffer[i] == '\n') {
          var line = line(start, i);
          start = i + 1;
          return line;
        }
      }
      int pending = end - start;
      if (!fill()) {
        if (pending == 0) {
          return null;
        }
        var line = line(start, end);
        start = end;
        return line;
      }
      scanned = start + pending;
    }
  }

  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      return false;
    }
    end += read;
    return true;
  }

  private Line line(int from, int to) {
    number++;
    int first = number == 1 && startsWithByteOrderMark(from, to) ? from + 3 : from;
    int last = to > first && buffer[to - 1] == '\r' ? to - 1 : to;
    return new Line(Arrays.copyOfRange(buffer, first, last), null, file, number);
  }

  private boolean startsWithByteOrderMark(int from, int to) {
    return to - from >= 3
        && buffer[from] == (byte) 0xEF
        && buffer[from + 1] == (byte) 0xBB
        && buffer[from + 2] == (byte) 0xBF;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
