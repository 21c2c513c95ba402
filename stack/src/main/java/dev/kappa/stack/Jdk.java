package dev.kappa.stack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/**
 * An installed Java.
 *
 * @param home what {@code JAVA_HOME} would be
 * @param version its feature release: 17, 25
 */
record Jdk(Path home, int version) {
  /** 17.0.15, 25-ea, and 1.8.0_412 of old. */
  private static final Pattern VERSION = Pattern.compile("(?:1\\.)?(\\d+).*");

  /** What stands in {@code home}, judged by its {@code release} file: nothing is started. */
  static Optional<Jdk> in(Path home) {
    var release = home.resolve("release");
    if (!Files.isRegularFile(release)) {
      return Optional.empty();
    }
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty(); // A file of that name which we can't read is not a Java's.
    }
    var version = VERSION.matcher(properties.getProperty("JAVA_VERSION", "").replace("\"", ""));
    var jdk = new Jdk(home, version.matches() ? Integer.parseInt(version.group(1)) : 0);
    return version.matches() && Files.isExecutable(jdk.java())
        ? Optional.of(jdk)
        : Optional.empty();
  }

  /** The program to start. */
  Path java() {
    return home.resolve("bin").resolve("java");
  }
}
