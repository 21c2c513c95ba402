package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The jar for a stock {@code spark-submit} brings what Spark lacks, and nothing that Spark has. */
class RunnableJarIT {
  private static final Path ROOT = Path.of(System.getProperty("kappa.root"));
  private static final Path JAR = ROOT.resolve("spark-jobs/target/kappa-spark-jobs.jar");

  @Test
  void noClassIsSparksAsWell() throws IOException {
    var own = classes(JAR);
    var twice = new TreeMap<String, Set<String>>();
    var classpath = Files.readString(ROOT.resolve("stack/servers/spark/target/classpath")).strip();
    for (String path : classpath.split(":", -1)) {
      var both = classes(Path.of(path));
      both.retainAll(own);
      if (!both.isEmpty()) {
        twice.put(path, both);
      }
    }
    assertThat(twice).isEmpty();
  }

  @Test
  void itIsUnsignedAndItsServicesAreMerged() throws IOException {
    try (var jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(ZipEntry::getName))
          .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"))
          .doesNotHaveDuplicates();
      assertThat(text(jar, "META-INF/services/org.apache.spark.sql.sources.DataSourceRegister"))
          .contains("KafkaSourceProvider");
      assertThat(text(jar, "META-INF/services/dev.kappa.spark.Job")).contains("ActionsByPage");
    }
  }

  /** What a job in a jar of its own is compiled against is named as in the sources. */
  @Test
  void nothingThatAJobNeedsIsRelocated() throws IOException {
    assertThat(classes(JAR))
        .contains(
            "dev/kappa/spark/Job.class",
            "dev/kappa/spark/events/EventParser.class",
            "dev/kappa/spark/table/TableKeys.class",
            "dev/kappa/contracts/Topics.class",
            "dev/kappa/contracts/Json.class",
            "dev/kappa/contracts/MalformedEventException.class");
  }

  private static Set<String> classes(Path jar) throws IOException {
    var names = new HashSet<String>();
    try (var file = new JarFile(jar.toFile())) {
      file.stream()
          .map(ZipEntry::getName)
          .filter(name -> name.endsWith(".class"))
          .forEach(names::add);
    }
    return names;
  }

  private static String text(JarFile jar, String name) throws IOException {
    try (var in = jar.getInputStream(jar.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
