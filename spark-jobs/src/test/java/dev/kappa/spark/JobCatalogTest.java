package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.spark.jobs.ActionsByPage;
import dev.kappa.spark.sql.Example;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobCatalogTest {
  private static final String SERVICE = "META-INF/services/dev.kappa.spark.Job";

  @TempDir private Path folder;

  @Test
  void allMeansEveryJobOfTheSuite() throws IOException, URISyntaxException {
    var classes =
        Path.of(ActionsByPage.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("dev/kappa/spark/jobs");
    List<String> compiled;
    try (Stream<Path> files = Files.list(classes)) {
      compiled =
          files
              .map(file -> "dev.kappa.spark.jobs." + file.getFileName().toString())
              .filter(name -> name.endsWith(".class") && !name.contains("$"))
              .map(name -> name.substring(0, name.length() - ".class".length()))
              .filter(JobCatalogTest::isJob)
              .toList();
    }
    assertThat(catalog().chosen(List.of("all")))
        .extracting(job -> job.getClass().getName())
        .containsExactlyInAnyOrderElementsOf(compiled);
  }

  @Test
  void namesAndFilesAreChosenOnceEachInTheirOrder() {
    assertThat(
            catalog()
                .chosen(
                    List.of(
                        Example.ORDERS.toString(),
                        "actions-by-page",
                        "actions-by-page",
                        Example.ORDERS.toString())))
        .extracting(Job::name)
        .containsExactly("orders-by-shop", "actions-by-page");
  }

  @Test
  void everyProblemIsNamedAtOnce() throws IOException {
    var badlyNamed = Files.copy(Example.ORDERS, folder.resolve("Orders.sql"));
    var headless = Files.writeString(folder.resolve("none.sql"), "-- topic: t\nSELECT 1");
    var problems =
        problems(catalog(), "actions-by-pages", badlyNamed.toString(), headless.toString());
    assertThat(problems).hasSize(6);
    assertThat(problems.get(0)).startsWith("no job actions-by-pages; there are employees-by");
    assertThat(problems.get(1)).contains("Orders.sql: Orders cannot be the name of a job");
    assertThat(problems.get(2)).contains("none.sql: event time is missing");
  }

  @Test
  void twoJobsOfOneNameAreRefused() throws IOException {
    var copy = Files.copy(Example.ORDERS, folder.resolve("actions-by-page.sql"));
    assertThat(problems(catalog(), copy.toString()))
        .containsExactly(
            "two jobs are named actions-by-page: dev.kappa.spark.jobs.ActionsByPage and %s; rename one"
                .formatted(copy));
  }

  @Test
  void twoJobsOfOneTableAreRefused() throws IOException {
    var other =
        Files.writeString(
            folder.resolve("my-pages.sql"),
            Files.readString(Example.ORDERS).replace("table: orders_by_shop", "table: top_pages"));
    assertThat(problems(catalog(), other.toString()))
        .containsExactly(
            "%s writes the table top_pages, as the job top-pages does; rows of one would replace the other's"
                .formatted(other));
  }

  @Test
  void aJarWhoseJobCannotBeLoadedIsRefused() throws IOException {
    var services = folder.resolve(SERVICE);
    Files.createDirectories(services.getParent());
    Files.writeString(services, "com.example.Forgotten\n");
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      assertThat(problems(JobCatalog.of(loader), "actions-by-page"))
          .singleElement()
          .asString()
          .contains("a job cannot be loaded", "com.example.Forgotten not found");
    }
  }

  private static boolean isJob(String name) {
    try {
      return Job.class.isAssignableFrom(Class.forName(name));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JobCatalog catalog() {
    return JobCatalog.of(JobCatalogTest.class.getClassLoader());
  }

  private static List<String> problems(JobCatalog catalog, String... arguments) {
    return catchThrowableOfType(
            ConfigurationException.class, () -> catalog.chosen(List.of(arguments)))
        .problems();
  }
}
