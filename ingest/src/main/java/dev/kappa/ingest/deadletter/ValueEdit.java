package dev.kappa.ingest.deadletter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Repairs a value with a shell command that reads it from standard input and writes the repaired
 * one to standard output. A newline at the end of that is no part of it.
 */
public final class ValueEdit {
  private final String command;

  /**
   * Edits by a command.
   *
   * @param command for {@code sh -c}
   */
  public ValueEdit(String command) {
    this.command = command;
  }

  /** The repaired value; nothing where the command fails or gives nothing back. */
  public Optional<byte[]> apply(byte[] value) {
    try {
      var process =
          new ProcessBuilder("sh", "-c", command)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      var feeding = CompletableFuture.runAsync(() -> feed(process.getOutputStream(), value));
      byte[] output = process.getInputStream().readAllBytes();
      feeding.join();
      return process.waitFor() == 0 && output.length > 0
          ? Optional.of(withoutNewlineAtTheEnd(output))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("'" + command + "' could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while '" + command + "' was running", e);
    }
  }

  private static void feed(OutputStream out, byte[] value) {
    try (out) {
      out.write(value);
    } catch (IOException e) {
      // The command has read enough, or failed: its exit code tells which.
      return;
    }
  }

  private static byte[] withoutNewlineAtTheEnd(byte[] bytes) {
    int length = bytes.length - (bytes[bytes.length - 1] == '\n' ? 1 : 0);
    return Arrays.copyOf(bytes, length);
  }
}
