package dev.kappa.enrich.run;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one instance's stores. Instances on one machine must not share it, and one that is
 * started again should find the stores that it left: an unnamed instance takes the first folder
 * that no running instance has, a named one that of its name.
 */
public final class StateFolder implements AutoCloseable {
  private static final int MOST_INSTANCES = 100;

  private final Path path;
  private final FileChannel lock;

  private StateFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes a folder under {@code base}, until this process ends or closes it.
   *
   * @param instance the instance's name, where it has one
   * @throws ConfigurationException when the folder cannot be written, or the name is in use
   */
  public static StateFolder claim(Path base, Optional<String> instance) {
    if (instance.isPresent()) {
      return tryClaim(base.resolve(instance.get()))
          .orElseThrow(
              () ->
                  problem(
                      "the instance %s runs already: its stores are in %s"
                          .formatted(instance.get(), base.resolve(instance.get()))));
    }
    for (int number = 1; number <= MOST_INSTANCES; number++) {
      var folder = tryClaim(base.resolve("instance-" + number));
      if (folder.isPresent()) {
        return folder.get();
      }
    }
    throw problem(MOST_INSTANCES + " instances run already with their stores in " + base);
  }

  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static Optional<StateFolder> tryClaim(Path folder) {
    try {
      Files.createDirectories(folder);
      var channel =
          FileChannel.open(
              folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      return Optional.of(new StateFolder(folder, channel));
    } catch (IOException e) {
      throw problem("the folder of the stores cannot be written: " + folder + " (" + e + ")");
    }
  }

  private static ConfigurationException problem(String sentence) {
    return new ConfigurationException(List.of("state.dir: " + sentence));
  }
}
