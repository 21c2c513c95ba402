package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query of docs/table-queries.md has the answer that the page shows. */
class TableQueriesIT {
  private static final Pattern QUERY =
      Pattern.compile("```cql\n(.+?);\n```\n```text\n(.+?)\n```\n", Pattern.DOTALL);
  private static final Pattern TABLE = Pattern.compile("FROM (\\w+)");
  private static final String TOPIC = "analyze.enriched_action";

  @TempDir private Path folder;
  private final Path root = Path.of(System.getProperty("kappa.root"));

  @Test
  void everyQueryHasTheAnswerThatThePageShows() throws Exception {
    var page = Files.readString(root.resolve("docs/table-queries.md"));
    var queries = QUERY.matcher(page).results().toList();
    assertThat(queries).hasSameSizeAs(Pattern.compile("```cql").matcher(page).results().toList());
    try (var pipeline = new Pipeline(folder, "PT1H")) {
      produce(pipeline);
      pipeline.submit("all", "--until-now");

      for (MatchResult query : queries) {
        assertThat(answer(pipeline, query.group(1)))
            .as(query.group(1))
            .isEqualTo(cells(query.group(2)));
      }
    }
  }

  @Test
  void everyTableHasTwoQueriesOrMore() throws IOException {
    var page = Files.readString(root.resolve("docs/table-queries.md"));
    var tables = QUERY.matcher(page).results().map(query -> tableOf(query.group(1))).toList();

    assertThat(new HashSet<>(tables)).containsExactlyInAnyOrderElementsOf(migratedTables());
    assertThat(tables).allMatch(table -> tables.indexOf(table) != tables.lastIndexOf(table));
  }

  private List<String> migratedTables() throws IOException {
    var migrations =
        root.resolve("cassandra-schema/src/main/resources/dev/kappa/schema/migrations");
    return Files.readAllLines(migrations.resolve("index.txt")).stream()
        .filter(name -> name.contains("__create_") && !name.contains("keyspace"))
        .map(name -> name.replaceAll("V\\d+__create_|\\.cql", ""))
        .toList();
  }

  private void produce(Pipeline pipeline) throws IOException {
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      send("enriched-actions.txt", pipeline.topics().enrichedActions(), producer);
      send("appended-employees.txt", pipeline.topics().appendedEmployees(), producer);
      producer.commitTransaction();
    }
  }

  private void send(String file, String topic, KafkaProducer<byte[], byte[]> producer)
      throws IOException {
    var lines =
        Files.readAllLines(root.resolve("spark-jobs/src/test/resources/table-queries/" + file));
    for (String line : lines) {
      var parts = line.split(" ", 2);
      Pipeline.send(producer, topic, 0, Instant.parse(parts[0]), parts[1]);
    }
  }

  /** Names of columns, and then each row's values. */
  private static List<List<String>> answer(Pipeline pipeline, String query) {
    var topic = pipeline.topics().enrichedActions();
    var rows =
        pipeline.rows(
            TABLE.matcher(query).replaceFirst("FROM \\$keyspace.$1").replace(TOPIC, topic));
    var cells = new ArrayList<List<String>>();
    for (Row row : rows) {
      var columns = row.getColumnDefinitions();
      if (cells.isEmpty()) {
        cells.add(
            IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).getName().asInternal())
                .toList());
      }
      cells.add(
          IntStream.range(0, columns.size())
              .mapToObj(i -> String.valueOf(row.getObject(i)).replace(topic, TOPIC))
              .toList());
    }
    return cells;
  }

  private static List<List<String>> cells(String answer) {
    return answer
        .lines()
        .filter(line -> !line.startsWith("--"))
        .map(line -> List.of(line.strip().split(" {2,}", -1)))
        .toList();
  }

  private static String tableOf(String query) {
    return TABLE.matcher(query).results().findFirst().orElseThrow().group(1);
  }
}
