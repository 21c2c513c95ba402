package dev.kappa.spark.io;

import java.io.IOException;
import java.util.UUID;

/**
 * Which driver a checkpoint belongs to: the one that took it over last. Each takes the number after
 * the last one's, in a file of its own that holds its token. A driver that was thought dead and
 * comes back finds that there is a later one, and must not go on.
 */
public final class DriverEpoch {
  private final CheckpointFiles files;
  private final long number;
  private final String token;

  private DriverEpoch(CheckpointFiles files, long number, String token) {
    this.files = files;
    this.number = number;
    this.token = token;
  }

  /** Takes a checkpoint over; whoever had it has it no more. */
  static DriverEpoch begin(CheckpointFiles files) throws IOException {
    var token = UUID.randomUUID().toString();
    long number = files.latest().orElse(-1L) + 1;
    while (!files.createOrRead(name(number), token).equals(token)) {
      number++;
    }
    return new DriverEpoch(files, number, token);
  }

  /**
   * Requires that nobody has taken it over since.
   *
   * @throws IOException when somebody has, or the folder cannot be read
   */
  public void requireCurrent() throws IOException {
    var isMine = files.read(name(number)).filter(token::equals).isPresent();
    if (!isMine || files.read(name(number + 1)).isPresent()) {
      throw new IOException(
          "the checkpoint of %s was taken over by another driver".formatted(files.folder()));
    }
  }

  private static String name(long number) {
    return Long.toString(number);
  }
}
