package dev.kappa.ingest.generate;

import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.LineSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts malformed lines among good ones: cut in the middle, in an array, not JSON, not UTF-8, in
 * turn. There is exactly one after as many good lines as the percentage says.
 */
final class MalformedLines implements LineSource {
  private final LineSource source;
  private final double perLine;
  private double due;
  private long malformed;
  private long number;
  private Line last;

  MalformedLines(LineSource source, double percent) {
    this.source = source;
    this.perLine = percent / 100;
  }

  @Override
  public Line next() throws IOException {
    // Sums of fractions fall just short of the whole.
    if (due >= 1 - 1e-6) {
      due--;
      return new Line(malform(last.value(), malformed++), null, last.file(), ++number);
    }
    last = source.next();
    if (last == null) {
      return null;
    }
    due += perLine;
    return new Line(last.value(), last.timestamp(), last.file(), ++number);
  }

  private static byte[] malform(byte[] value, long turn) {
    return switch ((int) (turn % 4)) {
      case 0 -> Arrays.copyOf(value, value.length / 2);
      case 1 -> between("[", value, "]");
      case 2 -> between("oops: ", value, "");
      default -> notUtf8(value);
    };
  }

  private static byte[] between(String before, byte[] value, String after) {
    var text = before + new String(value, StandardCharsets.UTF_8) + after;
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] notUtf8(byte[] value) {
    var bytes = value.clone();
    bytes[bytes.length / 2] = (byte) 0xFF;
    return bytes;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
