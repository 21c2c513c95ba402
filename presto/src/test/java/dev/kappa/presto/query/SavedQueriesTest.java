package dev.kappa.presto.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.config.KappaConfig;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedQueriesTest {
  @TempDir Path root;

  @Test
  void eachSaysWhatItAnswersAndIsOneStatementWithNamesThatExist() {
    var placeholders = new Placeholders(KappaConfig.load(root, Map.of()));

    assertThat(SavedQueries.load().all())
        .isNotEmpty()
        .allSatisfy(
            query -> {
              assertThat(query.description()).endsWith(".");
              var sql = Parameters.parse(query.defaults()).fill(placeholders.fill(query.sql()));
              assertThat(Script.split(sql)).hasSize(1);
              assertThat(sql).doesNotContain("${");
              assertThat(sql.lines().filter(line -> !line.startsWith("--")))
                  .noneMatch(line -> line.matches(".*:[a-z].*"));
            });
  }

  @Test
  void viewsSayWhatTheyShowAndAreOneQueryWithNamesThatExist() {
    var placeholders = new Placeholders(KappaConfig.load(root, Map.of()));

    assertThat(SavedQueries.views().all())
        .isNotEmpty()
        .allSatisfy(
            view -> {
              assertThat(view.name()).matches("[a-z_]+");
              assertThat(view.description()).endsWith(".");
              assertThat(view.defaults()).isEmpty();
              assertThat(Script.split(placeholders.fill(view.sql()))).hasSize(1);
            });
  }

  @Test
  void namesThoseThatExist() {
    assertThatThrownBy(() -> SavedQueries.load().get("nope"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("no saved query 'nope', but ")
        .hasMessageContaining("pages-across-sources");
  }
}
