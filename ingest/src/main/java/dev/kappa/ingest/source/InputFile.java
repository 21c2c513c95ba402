package dev.kappa.ingest.source;

import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Opens what is to be read: a file, a gzipped file, or standard input. */
public final class InputFile {
  /** Stands for standard input. */
  public static final Path STANDARD_INPUT = Path.of("-");

  private static final int BUFFER = 64 * 1024;

  private InputFile() {}

  /** Opens a file; it is unpacked where it begins as gzip does, whatever its name. */
  public static InputStream open(Path file) throws IOException {
    if (file.equals(STANDARD_INPUT)) {
      // Closing the channel, unlike the stream, wakes a thread that waits for input.
      return Channels.newInputStream(new FileInputStream(FileDescriptor.in).getChannel());
    }
    var in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    in.mark(2);
    boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return gzip ? new GZIPInputStream(in, BUFFER) : in;
  }
}
