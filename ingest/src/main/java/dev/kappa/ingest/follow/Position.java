package dev.kappa.ingest.follow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How far a file was read. It is known by its content, as names and even inodes are used again.
 *
 * @param offset in bytes, behind the last line that was taken
 * @param lines how many lines lie before it
 * @param before SHA-256 of the last bytes, up to {@link #KNOWN_BYTES}, before the offset
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Position(long offset, long lines, String before) {
  private static final int KNOWN_BYTES = 1024;

  static final Position START = new Position(0, 0, digest(new byte[0]));

  /** The position in a file that is open. */
  static Position of(FileChannel file, long offset, long lines) throws IOException {
    return new Position(offset, lines, digest(before(file, offset)));
  }

  /** Whether the file is the one, and holds at least as much as was read of it. */
  boolean isIn(FileChannel file) throws IOException {
    return file.size() >= offset && before.equals(digest(before(file, offset)));
  }

  boolean isIn(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return isIn(channel);
    }
  }

  private static byte[] before(FileChannel file, long offset) throws IOException {
    int length = (int) Math.min(KNOWN_BYTES, offset);
    var bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, offset - length + bytes.position()) < 0) {
        break; // cut short meanwhile: the digest will differ
      }
    }
    return bytes.array();
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
