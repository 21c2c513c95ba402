package dev.kappa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrationTest {
  private static final Map<String, String> VALUES = Map.of("keyspace", "k", "replication", "{}");

  @Test
  void theIndexNamesEveryFileInOrder() throws IOException {
    var folder = Path.of("src/main/resources/dev/kappa/schema/migrations");
    try (var files = Files.list(folder)) {
      assertThat(Migrations.all())
          .extracting(Migration::name)
          .containsExactlyElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".cql"))
                  .sorted()
                  .toList());
    }
  }

  @Test
  void everyStatementCanBeExecutedAgain() {
    assertThat(Migrations.all())
        .flatExtracting(migration -> migration.statements(VALUES))
        .allMatch(statement -> statement.contains("IF NOT EXISTS"));
  }

  @Test
  void everyTableIsPartitionedByADayAndLimitsItsLife() {
    assertThat(Migrations.all())
        .flatExtracting(migration -> migration.statements(VALUES))
        .filteredOn(statement -> statement.startsWith("CREATE TABLE"))
        .allMatch(statement -> statement.matches("(?s).*PRIMARY KEY \\(\\(.*\\bday\\b.*"))
        .allMatch(statement -> statement.contains("default_time_to_live"));
  }

  @Test
  void theChecksumDoesNotDependOnLineEnds() {
    assertThat(Migration.of("V001__a.cql", "a;\r\nb;\r\n").checksum())
        .isEqualTo(Migration.of("V001__a.cql", "a;\nb;\n").checksum())
        .isNotEqualTo(Migration.of("V001__a.cql", "a;\nc;\n").checksum());
  }

  @Test
  void anUnknownPlaceholderAndABadNameAreRefused() {
    assertThatThrownBy(() -> Migration.of("V001__a.cql", "CREATE ${thing};").statements(VALUES))
        .hasMessageContaining("V001__a.cql")
        .hasMessageContaining("${thing}");
    assertThatThrownBy(() -> Migration.of("create.cql", ""))
        .hasMessageContaining("V004__verb_object.cql");
  }
}
