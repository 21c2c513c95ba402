package dev.kappa.ingest.follow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/**
 * A file's bytes as they come to be; at its end for now, a read returns -1, and may be repeated.
 */
final class GrowingFile extends InputStream {
  private final FileChannel channel;
  private final Object key;
  private Position read;
  private boolean truncated;

  private GrowingFile(FileChannel channel, Object key, Position from) {
    this.channel = channel;
    this.key = key;
    this.read = from;
  }

  static GrowingFile open(Path file, Position from) throws IOException {
    return new GrowingFile(FileChannel.open(file, StandardOpenOption.READ), keyOf(file), from);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    truncated = truncated || !read.isIn(channel);
    if (truncated) {
      return -1;
    }
    int count = channel.read(ByteBuffer.wrap(bytes, offset, length), read.offset());
    if (count > 0) {
      read = Position.of(channel, read.offset() + count, 0);
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  /** Whether a path leads to this file: it may have been renamed. */
  boolean isStill(Path path) throws IOException {
    return Objects.equals(key, keyOf(path));
  }

  private static Object keyOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
  }

  /** Whether what was read is in the file no more: it was cut, and perhaps written anew. */
  boolean truncated() {
    return truncated;
  }

  /** Up to where bytes were read; behind or at the last line that was taken. */
  Position readPosition() {
    return read;
  }

  /** The position at an offset that was read over. */
  Position positionAt(long offset, long lines) throws IOException {
    return Position.of(channel, offset, lines);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
