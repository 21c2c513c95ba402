package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The servers that were brought up and not taken down since: those that ought to run. */
final class WantedServers {
  private final Path file;

  WantedServers(StackLayout layout) {
    this.file = layout.run().resolve("wanted");
  }

  /** Their names. */
  Set<String> names() throws IOException {
    return Files.exists(file) ? new TreeSet<>(Files.readAllLines(file)) : Set.of();
  }

  void add(Collection<String> names) throws IOException {
    var all = new TreeSet<>(names());
    all.addAll(names);
    replace(all);
  }

  void remove(Collection<String> names) throws IOException {
    var rest = new TreeSet<>(names());
    rest.removeAll(names);
    replace(rest);
  }

  void replace(Set<String> names) throws IOException {
    if (names.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Files.createDirectories(file.getParent());
    Files.write(file, names);
  }
}
