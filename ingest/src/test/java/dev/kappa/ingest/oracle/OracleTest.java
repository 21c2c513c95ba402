package dev.kappa.ingest.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Action;
import dev.kappa.contracts.Employee;
import dev.kappa.contracts.Json;
import dev.kappa.ingest.generate.Disorder;
import dev.kappa.ingest.generate.Generation;
import dev.kappa.ingest.generate.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OracleTest {
  private static final Instant NOON = Instant.parse("2026-02-03T12:00:00Z");

  @TempDir private Path folder;

  @Test
  void countsEmployeesByEachInterestAndTheAppendedOne() throws IOException {
    var result =
        oracle(
            Kind.EMPLOYEES,
            oracle -> {
              oracle.event(employee("1000", 30, "Chess,Tennis"), NOON, false, 1);
              oracle.event(employee("2001", 41, "Chess"), NOON.plusSeconds(60), false, 1);
              oracle.event(employee("500", 20, "Chess"), NOON.plusSeconds(3600), false, 1);
            });

    assertThat(result.get("employees_by_interest").toString())
        .contains(
            "{\"interest\":\"Chess\",\"window_start\":\"2026-02-03T12:00:00Z\",\"headcount\":2,"
                + "\"average_salary\":1500.5,\"lowest_salary\":1000.0,\"highest_salary\":2001.0,"
                + "\"average_age\":35.5}")
        .contains(
            "{\"interest\":\"Chess\",\"window_start\":\"2026-02-03T13:00:00Z\",\"headcount\":1,")
        .contains(
            "{\"interest\":\"Developers Summit\",\"window_start\":\"2026-02-03T12:00:00Z\","
                + "\"headcount\":2,");
    assertThat(result.get("employees_by_interest")).hasSize(5);
    assertThat(result.get("salaries_by_designation").toString())
        .isEqualTo(
            "[{\"designation\":\"CEO\",\"gender\":\"Female\",\"day\":\"2026-02-03\",\"headcount\":3,"
                + "\"average_salary\":1167.0,\"lowest_salary\":500.0,\"highest_salary\":2001.0}]");
  }

  @Test
  void countsActionsByPageAndWindow() throws IOException {
    var result =
        oracle(
            Kind.ACTIONS,
            oracle -> {
              oracle.event(action("page-1", "ann"), NOON, false, 1);
              oracle.event(action("page-1", "ann"), NOON.plusSeconds(9), false, 1);
              oracle.event(action("page-1", "bob"), NOON.plusSeconds(10), false, 1);
            });

    assertThat(result.get("actions_by_page").toString())
        .isEqualTo(
            "[{\"page\":\"page-1\",\"window_seconds\":10,\"window_start\":\"2026-02-03T12:00:00Z\","
                + "\"actions\":2,\"distinct_users\":1},"
                + "{\"page\":\"page-1\",\"window_seconds\":10,\"window_start\":\"2026-02-03T12:00:10Z\","
                + "\"actions\":1,\"distinct_users\":1},"
                + "{\"page\":\"page-1\",\"window_seconds\":60,\"window_start\":\"2026-02-03T12:00:00Z\","
                + "\"actions\":3,\"distinct_users\":2}]");
  }

  @Test
  void putsActionsOnUnknownPagesIntoTheUnknownCategory() throws IOException {
    var result =
        oracle(
            Kind.ACTIONS,
            oracle -> {
              oracle.event(action("page-1", "ann"), NOON, false, 1);
              oracle.event(action("unlisted-1", "ann"), NOON, false, 1);
            });

    assertThat(result.get("actions_by_category").findValuesAsText("category"))
        .hasSize(4)
        .contains("unknown");
  }

  @Test
  void endsASessionWhenAUserRestsForHalfAnHour() throws IOException {
    var result =
        oracle(
            Kind.ACTIONS,
            oracle -> {
              oracle.event(action("page-2", "ann"), NOON.plusSeconds(1799), false, 1);
              oracle.event(action("page-1", "ann"), NOON, false, 1);
              oracle.event(action("page-3", "ann"), NOON.plusSeconds(1799 + 1800), false, 1);
            });

    assertThat(result.get("user_sessions").toString())
        .isEqualTo(
            "[{\"user\":\"ann\",\"session_start\":\"2026-02-03T12:00:00Z\","
                + "\"session_end\":\"2026-02-03T12:29:59Z\",\"actions\":2,"
                + "\"first_page\":\"page-1\",\"last_page\":\"page-2\",\"duration_seconds\":1799.0},"
                + "{\"user\":\"ann\",\"session_start\":\"2026-02-03T12:59:59Z\","
                + "\"session_end\":\"2026-02-03T12:59:59Z\",\"actions\":1,"
                + "\"first_page\":\"page-3\",\"last_page\":\"page-3\",\"duration_seconds\":0.0}]");
  }

  @Test
  void ranksThePagesOfAnHourAndThoseThatAreLevelByName() throws IOException {
    var result =
        oracle(
            Kind.ACTIONS,
            oracle -> {
              oracle.event(action("page-2", "ann"), NOON, false, 1);
              oracle.event(action("page-1", "ann"), NOON, false, 1);
              oracle.event(action("page-3", "ann"), NOON, false, 1);
              oracle.event(action("page-3", "bob"), NOON, false, 1);
            });

    assertThat(result.get("top_pages").findValuesAsText("page"))
        .containsExactly("page-3", "page-1", "page-2");
    assertThat(result.get("top_pages").findValuesAsText("rank")).containsExactly("1", "2", "3");
  }

  @Test
  void countsTransitionsWithinASessionByTheHourOfTheLaterVisit() throws IOException {
    var result =
        oracle(
            Kind.ACTIONS,
            oracle -> {
              oracle.event(action("page-2", "ann"), NOON, false, 1);
              oracle.event(action("page-1", "ann"), NOON.minusSeconds(1799), false, 1);
              oracle.event(action("page-3", "ann"), NOON.plusSeconds(1800), false, 1);
            });

    assertThat(result.get("page_transitions").toString())
        .isEqualTo(
            "[{\"from_page\":\"page-1\",\"window_start\":\"2026-02-03T12:00:00Z\","
                + "\"to_page\":\"page-2\",\"transitions\":1}]");
  }

  @Test
  void expectsTheMeanOfTheMinutesSinceThePageWasSeen() throws IOException {
    var result =
        oracle(
            Kind.ACTIONS,
            oracle -> {
              oracle.event(action("page-1", "ann"), NOON, false, 1);
              for (int i = 0; i < 8; i++) {
                oracle.event(action("page-1", "ann"), NOON.plusSeconds(600 + i), false, 1);
              }
              oracle.event(action("page-1", "ann"), NOON.plusSeconds(61 * 60 + 600), false, 1);
            });

    assertThat(result.get("unusual_traffic").findValuesAsText("expected"))
        .containsExactly("null", "0.1", "null");
    assertThat(result.get("unusual_traffic").findValuesAsText("unusual"))
        .containsExactly("false", "true", "false");
  }

  @Test
  void countsARepeatedActionOnceAndALateOneNotAtAll() throws IOException {
    var result =
        oracle(
            Kind.ACTIONS,
            oracle -> {
              oracle.event(action("page-1", "ann"), NOON, false, 2);
              oracle.event(action("page-1", "bob"), NOON.minusSeconds(9999), true, 1);
            });

    assertThat(result.get("events").asInt()).isEqualTo(2);
    assertThat(result.get("repeated").asInt()).isEqualTo(1);
    assertThat(result.get("late").asInt()).isEqualTo(1);
    assertThat(result.get("actions_by_page").findValuesAsText("actions")).containsOnly("1");
  }

  private JsonNode oracle(Kind kind, Consumer<Oracle> events) throws IOException {
    var generation = new Generation(kind, 0, 1, 10, 1, NOON, Duration.ZERO, Disorder.NONE);
    var file = folder.resolve("oracle.json");
    var oracle = new Oracle(generation, file);
    events.accept(oracle);
    oracle.end();
    return Json.mapper().readTree(file.toFile());
  }

  private static Employee employee(String salary, int age, String interests) {
    return new Employee(
        "ANN", "DOE", "CEO", salary, "2000-01-01", "here", "Female", age, "Married", interests);
  }

  private static Action action(String page, String user) {
    return new Action(UUID.randomUUID().toString(), "/", page, user, null);
  }
}
