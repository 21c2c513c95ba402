package dev.kappa.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps a demo from throwing away data that no demo wrote. The file {@code .kappa/demo} says whose
 * data the local stack holds; {@code kappa produce} and {@code kappa enrich} remove it.
 */
final class DemoData {
  private final Path marker;
  private final Path data;

  DemoData(Path root, Path stackDir) {
    marker = root.resolve(".kappa").resolve("demo");
    data = stackDir.resolve("data");
  }

  /**
   * Makes room for this demo's data.
   *
   * @throws DemoFailedException when the local stack holds data that no demo wrote
   */
  void claim(KappaCommands kappa, boolean reset) {
    try {
      if (holdsData()) {
        if (!reset && !isOfADemo()) {
          throw new DemoFailedException(
              "the local stack holds data of yours in "
                  + data
                  + "\n  keep it: run the demo from another clone, or with KAPPA_STACK_DIR set to"
                  + " another folder\n  throw it away: ./kappa demo --reset");
        }
        kappa.run("down");
        kappa.run("reset", "--yes");
      }
      Files.createDirectories(marker.getParent());
      Files.writeString(marker, data.toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + marker.getParent(), e);
    }
  }

  private boolean isOfADemo() throws IOException {
    return Files.exists(marker) && Files.readString(marker).equals(data.toString());
  }

  private boolean holdsData() throws IOException {
    if (!Files.isDirectory(data)) {
      return false;
    }
    try (var entries = Files.list(data)) {
      return entries.findAny().isPresent();
    }
  }
}
