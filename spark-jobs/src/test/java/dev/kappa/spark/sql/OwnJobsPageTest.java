package dev.kappa.spark.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnJobsPageTest {
  @Test
  void thePageShowsTheVeryFilesThatAreTested() throws IOException {
    var page = Files.readString(Path.of(System.getProperty("kappa.root"), "docs", "own-jobs.md"));
    for (Path file :
        List.of(
            Example.ORDERS,
            Example.READERS,
            Example.JAVA.resolve("com/example/ActionsByUri.java"))) {
      assertThat(page).contains("\n" + Files.readString(file) + "```\n");
    }
  }
}
