package dev.kappa.enrich.run;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The folder of one instance's stores, and its identity. Instances on one machine must not share
 * it, and one that is started again should find what it left: an unnamed instance takes the first
 * folder that no running instance has, a named one that of its name.
 */
public final class StateFolder implements AutoCloseable {
  private static final int MOST_INSTANCES = 100;

  private static final String IDENTITY = "identity";

  private final Path path;
  private final FileChannel lock;
  private final String identity;

  private StateFolder(Path path, FileChannel lock, String identity) {
    this.path = path;
    this.lock = lock;
    this.identity = identity;
  }

  /**
   * Takes a folder under {@code base}, until this process ends or closes it.
   *
   * @param instance the instance's name, where it has one
   * @throws ConfigurationException when the folder cannot be written, or the name is in use
   */
  public static StateFolder claim(Path base, Optional<String> instance) {
    if (instance.isPresent()) {
      return tryClaim(base.resolve(instance.get()), instance)
          .orElseThrow(
              () ->
                  problem(
                      "the instance %s runs already: its stores are in %s"
                          .formatted(instance.get(), base.resolve(instance.get()))));
    }
    for (int number = 1; number <= MOST_INSTANCES; number++) {
      var folder = tryClaim(base.resolve("instance-" + number), Optional.empty());
      if (folder.isPresent()) {
        return folder.get();
      }
    }
    throw problem(MOST_INSTANCES + " instances run already with their stores in " + base);
  }

  public Path path() {
    return path;
  }

  /**
   * What Kafka knows the instance by, as a member of its group and as the owner of its
   * transactions: its name, or else a random one that stays in the folder. One that is killed and
   * started again is taken for the same, and gets its partitions back without waiting for its own
   * session and transaction to time out.
   */
  public String identity() {
    return identity;
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static Optional<StateFolder> tryClaim(Path folder, Optional<String> instance) {
    try {
      Files.createDirectories(folder);
      var channel =
          FileChannel.open(
              folder.resolve("in-use"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        return Optional.empty();
      }
      var identity = instance.isPresent() ? instance.get() : identity(folder);
      return Optional.of(new StateFolder(folder, channel, identity));
    } catch (IOException e) {
      throw problem("the folder of the stores cannot be written: " + folder + " (" + e + ")");
    }
  }

  private static String identity(Path folder) throws IOException {
    var file = folder.resolve(IDENTITY);
    if (!Files.exists(file)) {
      var written = Files.writeString(folder.resolve(IDENTITY + ".new"), UUID.randomUUID() + "\n");
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return Files.readString(file).strip();
  }

  private static ConfigurationException problem(String sentence) {
    return new ConfigurationException(List.of("state.dir: " + sentence));
  }
}
