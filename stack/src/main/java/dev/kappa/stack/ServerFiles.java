package dev.kappa.stack;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** What the servers' preparations have in common. */
final class ServerFiles {
  private ServerFiles() {}

  /** What keeps a server from starting: a JDK that is not there, or files that were not built. */
  static List<String> problems(String server, Supplier<Path> javaHome, Path classPathFile) {
    var problems = new ArrayList<String>();
    if (Files.notExists(classPathFile)) {
      problems.add("%s: its files were not built: run ./kappa build".formatted(server));
    }
    try {
      if (Files.notExists(javaHome.get().resolve("bin/java"))) {
        problems.add("%s: there is no bin/java in %s".formatted(server, javaHome.get()));
      }
    } catch (ConfigurationException e) {
      e.problems().forEach(problem -> problems.add(server + ": " + problem));
    }
    return problems;
  }

  /** Writes a file that ships with this module. */
  static void copyResource(String name, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (var in = Objects.requireNonNull(ServerFiles.class.getResourceAsStream(name), name)) {
      Files.write(target, in.readAllBytes());
    }
  }

  /** Deletes a folder with everything in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
