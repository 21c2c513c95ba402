package dev.kappa.stack;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * The JDKs that the servers run on, found by their version. A variable made for the purpose decides
 * alone; without it {@code JAVA_HOME}, this process's own Java and the folders where installers put
 * theirs are asked in this order, and of a folder the oldest release that fits is taken.
 */
public final class JavaHomes {
  private final Map<String, String> environment;
  private final Path own;
  private final List<Path> folders;

  /**
   * Those of this machine.
   *
   * @param environment this process's variables, as the JDKs may be named by them
   */
  public JavaHomes(Map<String, String> environment) {
    this(
        environment,
        Path.of(System.getProperty("java.home")),
        usualFolders(Path.of(System.getProperty("user.home"))));
  }

  /**
   * @param own the home of the Java that runs this process
   * @param folders each holds one Java a folder
   */
  JavaHomes(Map<String, String> environment, Path own, List<Path> folders) {
    this.environment = Map.copyOf(environment);
    this.own = own;
    this.folders = List.copyOf(folders);
  }

  private static List<Path> usualFolders(Path user) {
    return List.of(
        Path.of("/usr/lib/jvm"),
        Path.of("/usr/java"),
        user.resolve(".sdkman/candidates/java"),
        user.resolve(".jdks"),
        Path.of("/opt"),
        Path.of("/opt/java"),
        Path.of("/Library/Java/JavaVirtualMachines"),
        user.resolve("Library/Java/JavaVirtualMachines"));
  }

  /**
   * The JDK 17 that every server but Trino runs on.
   *
   * @throws ConfigurationException naming the variable to set and where it was looked for
   */
  public Path forServers() {
    return find(
        "KAPPA_JAVA_HOME", "JDK 17", version -> version == 17, "Cassandra runs on no other");
  }

  /**
   * The JDK 24 or newer that Trino's server runs on.
   *
   * @throws ConfigurationException naming the variable to set and where it was looked for
   */
  public Path forTrino() {
    return find(
        "KAPPA_TRINO_JAVA_HOME",
        "JDK 24 or newer",
        version -> version >= 24,
        "for Trino's server; --without presto does without it");
  }

  private Path find(String variable, String what, IntPredicate fits, String why) {
    var named = named(variable);
    if (named.isPresent()) {
      return fitting(named.get(), fits)
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      List.of(
                          "%s is not the folder of a %s (%s): it names %s"
                              .formatted(variable, what, why, describe(named.get())))));
    }
    var general = named("JAVA_HOME");
    return Stream.of(
            general.stream().flatMap(home -> fitting(home, fits).stream()),
            fitting(own, fits).stream(),
            folders.stream()
                .flatMap(folder -> installed(folder).stream())
                .filter(jdk -> fits.test(jdk.version()))
                .map(Jdk::home))
        .flatMap(found -> found)
        .findFirst()
        .orElseThrow(
            () -> new ConfigurationException(List.of(missing(variable, what, why, general))));
  }

  private Optional<Path> named(String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(home -> !home.isBlank())
        .map(Path::of);
  }

  private String missing(String variable, String what, String why, Optional<Path> general) {
    var looked = new ArrayList<String>();
    looked.add(variable + ": not set");
    looked.add("JAVA_HOME: " + general.map(JavaHomes::describe).orElse("not set"));
    looked.add("the Java of this process: " + describe(own));
    for (Path folder : folders) {
      var found = installed(folder).stream().map(JavaHomes::describe).toList();
      looked.add(folder + "/*: " + (found.isEmpty() ? "none" : String.join(", ", found)));
    }
    return "no %s found (%s). Install one, and set %s to its folder unless it is in a usual place. Looked at:%n      %s"
        .formatted(what, why, variable, String.join("\n      ", looked));
  }

  private static Optional<Path> fitting(Path home, IntPredicate fits) {
    return Jdk.in(home).filter(jdk -> fits.test(jdk.version())).map(Jdk::home);
  }

  private static List<Jdk> installed(Path folder) {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .flatMap(entry -> Stream.of(entry, entry.resolve("Contents/Home")))
          .map(Jdk::in)
          .flatMap(Optional::stream)
          .sorted(Comparator.comparing(Jdk::version).thenComparing(Jdk::home))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }

  private static String describe(Path home) {
    return Jdk.in(home).map(JavaHomes::describe).orElse("no Java in " + home);
  }

  private static String describe(Jdk jdk) {
    return "JDK " + jdk.version() + " in " + jdk.home();
  }
}
