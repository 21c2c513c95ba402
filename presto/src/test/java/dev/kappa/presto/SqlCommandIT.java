package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kappa sql} and {@code kappa presto views} as a person calls them. */
class SqlCommandIT {
  private static final String NAMES =
      "SELECT * FROM (VALUES (1, 'a'), (2, NULL)) AS t (n, name) ORDER BY n";

  private static PipelineFixture pipeline;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws Exception {
    pipeline = PipelineFixture.get();
  }

  @Test
  void writesATableCsvOrJsonAndTheCostBesideIt() throws Exception {
    var table = sql(NAMES);
    assertThat(table.out()).isEqualTo("n | name\n--+-----\n1 | a\n2 | NULL\n");
    assertThat(table.err()).matches("(?s)\\(2 rows in \\d+\\.\\d s; .* read\\)\\s*");
    assertThat(sql("--csv", NAMES).out()).isEqualTo("n,name\n1,a\n2,\n");
    assertThat(sql("--json", NAMES).out())
        .isEqualTo("{\"n\":1,\"name\":\"a\"}\n{\"n\":2,\"name\":null}\n");
  }

  @Test
  void runsTheStatementsOfAFileOrOfStandardInputWithParameters() throws Exception {
    var file =
        Files.writeString(
            folder.resolve("report.sql"),
            "-- two; of them\nSELECT :who AS who;\nSELECT :n + 1 AS n, '${name.actions}' AS topic");
    var parameters = new String[] {"--json", "--param", "who=O'Hara", "--param", "n:bigint=41"};
    var expected =
        "{\"who\":\"O'Hara\"}\n{\"n\":42,\"topic\":\"%s\"}\n"
            .formatted(pipeline.config().topics().actions());
    assertThat(run(0, "", with(parameters, "-f", file.toString())).out()).isEqualTo(expected);
    assertThat(run(0, Files.readString(file), parameters).out()).isEqualTo(expected);
    assertThat(run(2, "", "--param", "who=x", "SELECT 1").err()).contains("not in the statement");
    assertThat(run(2, "", "-f", "no-such.sql").err()).contains("cannot read no-such.sql");
  }

  @Test
  void listsAndRunsSavedQueries() throws Exception {
    assertThat(sql("--list").out()).contains("late-share", "Late share: per minute of event time");
    assertThat(sql("--saved", "pages-by-text", "--param", "term=shop", "--csv").out())
        .contains("shop,Web shop,3,1,");
    assertThat(run(2, "", "--saved", "nope").err()).contains("no saved query 'nope'");
  }

  @Test
  void showsThePlan() throws Exception {
    assertThat(
            sql(
                    "--explain",
                    "SELECT count(*) FROM ${topic.pages}".replace("${topic.pages}", pages()))
                .out())
        .contains("Fragment", "TableScan", "page");
    assertThat(sql("--analyze", "SELECT count(*) FROM " + pages()).out())
        .contains("Fragment", "Input: 3 rows");
  }

  @Test
  void pointsAtThePlaceOfAMistake() throws Exception {
    assertThat(run(1, "", "SELECT 1,\n  nope\nFROM " + pages()).err())
        .contains("line 2:3: Column 'nope' cannot be resolved", "\n    nope\n    ^");
    assertThat(run(1, "", "SELEC 1").err())
        .contains("line 1:1: mismatched input 'SELEC'", "\n  SELEC 1\n  ^");
  }

  @Test
  void saysThatTrinoIsAway() throws Exception {
    var away =
        new KappaProgram(
            pipeline.config().root(), folder, Map.of("KAPPA_TRINO_URL", "http://127.0.0.1:1"));
    var result = away.run(SqlMain.class, "", "SELECT 1");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).contains("no answer from Trino at http://127.0.0.1:1", "./kappa up");
  }

  @Test
  void showsProgressAndCancelsOnTheServerOnInterrupt() throws Exception {
    var mark = "cancelled_" + pipeline.config().cassandra().keyspace();
    var program = program();
    var process =
        program.start(
            SqlMain.class,
            """
            SELECT count(*) AS %s
            FROM UNNEST(sequence(1, 10000)) AS a (x)
            CROSS JOIN UNNEST(sequence(1, 10000)) AS b (y)
            CROSS JOIN UNNEST(sequence(1, 10000)) AS c (z)
            WHERE x * y * z %% 7 = 3
            """
                .formatted(mark));
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(program.err()).containsPattern("running, .* of \\d+ splits, .* rows"));
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isEqualTo(130);
    assertThat(program.err()).contains("cancelled");
    var state =
        """
        SELECT state, error_code FROM system.runtime.queries
        WHERE query LIKE '%%AS %s%%' AND query NOT LIKE '%%system.runtime%%'
        """
            .formatted(mark);
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () ->
                assertThat(pipeline.query(state))
                    .singleElement()
                    .hasToString("{\"state\":\"FAILED\",\"error_code\":\"USER_CANCELED\"}"));
  }

  @Test
  void makesViewsWithStableNames() throws Exception {
    var made = program().run(PrestoMain.class, "", "views", "--schema", "it_views");
    assertThat(made.exitCode()).as(made.toString()).isZero();
    assertThat(made.out().lines())
        .containsExactly(
            "memory.it_views.action_documents",
            "memory.it_views.actions",
            "memory.it_views.actions_by_minute",
            "memory.it_views.dead_letters",
            "memory.it_views.employee_documents",
            "memory.it_views.employees",
            "memory.it_views.interests_by_hour",
            "memory.it_views.pages");

    assertThat(rows("SELECT page, title FROM memory.it_views.pages ORDER BY 1"))
        .containsExactly("{'page':'home','title':'Home'}", "{'page':'shop','title':'Web shop'}");
    assertThat(
            rows(
                "SELECT firstname, salary + 1 AS salary, interests[1] AS first"
                    + " FROM memory.it_views.employees WHERE age = 40"))
        .containsExactly("{'firstname':'MARK','salary':50001.0,'first':'Planking'}");
    assertThat(
            rows(
                "SELECT page, sum(actions) AS n FROM memory.it_views.actions_by_minute GROUP BY 1"))
        .containsExactlyInAnyOrder(
            "{'page':'home','n':3}", "{'page':'shop','n':3}", "{'page':'lost','n':2}");
    assertThat(
            rows(
                "SELECT reason, \"offset\" FROM memory.it_views.dead_letters"
                    + " WHERE topic = 'analyze.action'"))
        .containsExactly("{'reason':'not-json','offset':9}");
    for (var view : made.out().lines().toList()) {
      assertThat(rows("SELECT count(*) > 0 AS has_rows FROM " + view))
          .as(view)
          .containsExactly("{'has_rows':true}");
    }
    assertThat(program().run(PrestoMain.class, "", "views", "--schema", "it_views").exitCode())
        .as("again")
        .isZero();
    assertThat(program().run(PrestoMain.class, "", "views", "--list").out())
        .contains("pages", "Reference data as it is now");
  }

  @Test
  void leavesOutAViewWhoseSourceIsNotThereYet() throws Exception {
    var environment = new HashMap<>(pipeline.environment());
    environment.put("KAPPA_CASSANDRA_KEYSPACE", "not_there");
    var made =
        new KappaProgram(pipeline.config().root(), folder, environment)
            .run(PrestoMain.class, "", "views", "--schema", "it_some");
    assertThat(made.exitCode()).isEqualTo(1);
    assertThat(made.out()).contains("memory.it_some.pages").doesNotContain("interests_by_hour");
    assertThat(made.err()).contains("left out memory.it_some.interests_by_hour: ");
    assertThat(run(1, "", "SELECT * FROM memory.kappa.pages").err())
        .contains("'./kappa presto views' makes them");
  }

  private static List<String> rows(String sql) throws Exception {
    return pipeline.query(sql).stream().map(row -> row.toString().replace('"', '\'')).toList();
  }

  private String pages() {
    return "kafka." + pipeline.config().topics().pages();
  }

  private KappaProgram program() {
    return new KappaProgram(pipeline.config().root(), folder, pipeline.environment());
  }

  private KappaProgram.Result sql(String... arguments) throws Exception {
    return run(0, "", arguments);
  }

  private KappaProgram.Result run(int exitCode, String input, String... arguments)
      throws Exception {
    var result = program().run(SqlMain.class, input, arguments);
    assertThat(result.exitCode()).as(result.toString()).isEqualTo(exitCode);
    return result;
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Arrays::stream).toArray(String[]::new);
  }
}
