package dev.kappa.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  void theSchemaCheckUnderstandsEveryTable() {
    var tables =
        Migrations.all().stream()
            .skip(1)
            .flatMap(migration -> migration.statements(VALUES).stream())
            .map(CreateTable::read)
            .toList();

    assertThat(tables).hasSizeGreaterThanOrEqualTo(10);
    assertThat(tables)
        .allSatisfy(
            table -> {
              assertThat(table.partitionKey()).contains("day");
              assertThat(table.columns()).containsKey("day");
              assertThat(table.options()).containsKeys("compaction.class", "default_time_to_live");
            });
  }

  @Test
  void theSchemaCheckReadsATable() {
    assertThat(
            CreateTable.read(
                """
                CREATE TABLE IF NOT EXISTS k.t (
                  a text, b map<text, int>,
                  PRIMARY KEY ((a), b)
                ) WITH CLUSTERING ORDER BY (b DESC)
                  AND compaction = {'class': 'C', 'n': 1} AND comment = 'what'
                """))
        .isEqualTo(
            new TableShape(
                "t",
                Map.of("a", "text", "b", "map<text, int>"),
                List.of("a"),
                List.of("b DESC"),
                Map.of("compaction.class", "C", "compaction.n", "1")));
    assertThatThrownBy(() -> CreateTable.read("ALTER TABLE k.t ADD c int"))
        .isInstanceOf(SchemaException.class)
        .hasMessageContaining("ALTER TABLE k.t ADD c int");
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
