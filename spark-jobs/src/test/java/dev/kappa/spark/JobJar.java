package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * A jar of jobs, built as docs/own-jobs.md says: against the suite's jar and Spark, and no more.
 */
final class JobJar {
  private JobJar() {}

  /** Compiles the sources below {@code sources} and packs them with the other files there. */
  static Path build(Path sources, Path jar) throws IOException {
    var root = Path.of(System.getProperty("kappa.root"));
    var spark = Files.readString(root.resolve("stack/servers/spark/target/classpath")).strip();
    var classes = Files.createDirectories(jar.resolveSibling("classes"));
    var arguments =
        new ArrayList<>(List.of("--release", "17", "-proc:none", "-d", classes.toString()));
    arguments.addAll(
        List.of("-cp", root.resolve("spark-jobs/target/kappa-spark-jobs.jar") + ":" + spark));
    files(sources, ".java").forEach(file -> arguments.add(file.toString()));
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, arguments.toArray(String[]::new)))
        .isZero();
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (Path folder : List.of(classes, sources)) {
        for (Path file : files(folder, "")) {
          if (!file.toString().endsWith(".java")) {
            out.putNextEntry(new JarEntry(folder.relativize(file).toString()));
            Files.copy(file, out);
          }
        }
      }
    }
    return jar;
  }

  private static List<Path> files(Path folder, String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(f -> f.toString().endsWith(suffix)).toList();
    }
  }
}
