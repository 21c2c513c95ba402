package dev.kappa.presto.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SqlCompleterTest {
  private static final Names NAMES =
      new Names(
          new TreeSet<>(
              List.of(
                  "kafka",
                  "kafka.sample",
                  "kafka.sample.employees",
                  "elasticsearch",
                  "elasticsearch.\"default\"",
                  "elasticsearch.\"default\".\"sample.employees\"")),
          Map.of(
              "kafka.sample.employees", new TreeSet<>(List.of("firstname", "age")),
              "elasticsearch.\"default\".\"sample.employees\"", new TreeSet<>(List.of("fulltext"))),
          List.of());

  private final SqlCompleter completer = new SqlCompleter(() -> NAMES);

  @Test
  void offersTablesLevelByLevel() {
    assertThat(matching("ka")).containsExactly("kafka");
    assertThat(matching("kafka.")).containsExactly("kafka.sample");
    assertThat(matching("kafka.sample.e")).containsExactly("kafka.sample.employees");
    assertThat(matching("elasticsearch.\"default\".\"sample.e"))
        .containsExactly("elasticsearch.\"default\".\"sample.employees\"");
  }

  @Test
  void offersTheColumnsOfTheTablesThatAreNamed() {
    assertThat(completer.matching("f", "SELECT f FROM kafka.sample.employees"))
        .contains("firstname")
        .doesNotContain("fulltext");
    assertThat(matching("f")).contains("firstname", "fulltext");
  }

  @Test
  void offersKeywordsInTheCaseThatIsTyped() {
    assertThat(matching("sel")).containsExactly("select");
    assertThat(matching("SEL")).containsExactly("SELECT");
  }

  private List<String> matching(String word) {
    return completer.matching(word, word);
  }
}
