package dev.kappa.ingest.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.Action;
import dev.kappa.contracts.Employee;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.Page;
import dev.kappa.ingest.check.JsonCheck;
import dev.kappa.ingest.check.RecordFields;
import dev.kappa.ingest.check.Verdict;
import dev.kappa.ingest.source.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GenerationTest {
  private static final Instant START = Instant.parse("2026-02-03T04:00:00Z");
  private static final Duration SPAN = Duration.ofMinutes(10);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void generatesTheSameForTheSameSeed(Kind kind) throws IOException {
    assertThat(texts(of(kind, 500, 7, 2))).isEqualTo(texts(of(kind, 500, 7, 2)));
    assertThat(texts(of(kind, 500, 7, 2))).isNotEqualTo(texts(of(kind, 500, 8, 2)));
  }

  @Test
  void generatesEventsOfTheContracts() throws IOException {
    for (var line : lines(of(Kind.EMPLOYEES, 200, 1, 0))) {
      var employee = Json.decode(line.value(), Employee.class);
      assertThat(employee.interests()).isNotEmpty();
      assertThat(Integer.parseInt(employee.salary())).isBetween(60_000, 320_000);
    }
    for (var line : lines(of(Kind.PAGES, 100, 1, 0))) {
      assertThat(Json.decode(line.value(), Page.class)).hasNoNullFieldsOrProperties();
    }
    for (var line : lines(of(Kind.ACTIONS, 200, 1, 0))) {
      assertThat(Json.decode(line.value(), Action.class)).hasNoNullFieldsOrProperties();
    }
  }

  @Test
  void spreadsEventTimesEvenlyOverTheSpan() throws IOException {
    var actions = lines(of(Kind.ACTIONS, 1000, 1, 0));
    for (int i = 0; i < actions.size(); i++) {
      var at = Instant.parse(Json.decode(actions.get(i).value(), Action.class).at());
      assertThat(at).isEqualTo(START.plus(SPAN.multipliedBy(i).dividedBy(1000)));
      assertThat(actions.get(i).timestamp()).isEqualTo(at.toEpochMilli());
    }
  }

  @Test
  void givesEachActionAnIdentityOfItsOwn() throws IOException {
    var ids = new HashSet<String>();
    for (var line : lines(of(Kind.ACTIONS, 10_000, 1, 0))) {
      ids.add(Json.decode(line.value(), Action.class).uuid());
    }
    assertThat(ids).hasSize(10_000);
  }

  @Test
  void sendsActionsToKnownPagesMostOfThemToTheFirst() throws IOException {
    var pages = new HashSet<String>();
    for (var line : lines(of(Kind.PAGES, 100, 3, 0))) {
      pages.add(Json.decode(line.value(), Page.class).name());
    }
    var visits =
        lines(of(Kind.ACTIONS, 10_000, 3, 0)).stream()
            .map(line -> Json.decode(line.value(), Action.class).name())
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    long unknown =
        visits.entrySet().stream()
            .filter(visit -> !pages.contains(visit.getKey()))
            .mapToLong(visit -> visit.getValue())
            .sum();
    assertThat(unknown).isBetween(100L, 300L);
    assertThat(visits.get("page-1")).isGreaterThan(5 * visits.get("page-20"));
  }

  @Test
  void treatsAllKeysAlikeWithoutSkew() throws IOException {
    var generation = new Generation(Kind.ACTIONS, 10_000, 1, 10, 0, START, SPAN, Disorder.NONE);
    var visits =
        lines(generation).stream()
            .map(line -> Json.decode(line.value(), Action.class).name())
            .filter(name -> name.startsWith("page-"))
            .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    assertThat(visits).hasSize(10).allSatisfy((name, n) -> assertThat(n).isBetween(800L, 1200L));
  }

  @Test
  void putsMalformedLinesOnTopOfTheGoodOnes() throws IOException {
    var lines = lines(of(Kind.ACTIONS, 10_000, 1, 1));
    var check = new JsonCheck(new RecordFields(null, null));
    var reasons =
        lines.stream()
            .map(check::check)
            .filter(Verdict.Unfit.class::isInstance)
            .map(verdict -> ((Verdict.Unfit) verdict).reason())
            .collect(Collectors.groupingBy(reason -> reason, Collectors.counting()));
    assertThat(lines).hasSize(10_100);
    assertThat(reasons)
        .containsOnlyKeys("not-json", "not-an-object", "not-utf-8")
        .containsEntry("not-an-object", 25L)
        .containsEntry("not-utf-8", 25L)
        .containsEntry("not-json", 50L);
    assertThat(lines.get(lines.size() - 1).number()).isEqualTo(10_100);
  }

  @Test
  void namesEveryOptionThatIsWrong() {
    assertThatThrownBy(() -> new Generation(Kind.PAGES, -1, 1, 0, 1, START, SPAN, Disorder.NONE))
        .hasMessageContainingAll("--count", "--keys");
    assertThatThrownBy(() -> new Disorder(-1, SPAN, 0, 0, SPAN, 101))
        .hasMessageContainingAll("--out-of-order", "--malformed");
  }

  @Test
  void sendsAShareOfTheEventsAfterTheirTurnButWithinBounds() throws IOException {
    var by = Duration.ofSeconds(20);
    var actions = lines(of(new Disorder(30, by, 0, 0, Duration.ZERO, 0)));
    long newest = 0;
    long outOfOrder = 0;
    for (var line : actions) {
      assertThat(newest - line.timestamp()).isLessThanOrEqualTo(by.toMillis());
      outOfOrder += line.timestamp() < newest ? 1 : 0;
      newest = Math.max(newest, line.timestamp());
    }
    assertThat(outOfOrder).isBetween(2_000L, 3_500L);
    assertThat(texts(of(Disorder.NONE))).containsExactlyInAnyOrderElementsOf(textsOf(actions));
  }

  @Test
  void sendsAShareOfTheEventsTwice() throws IOException {
    var texts = texts(of(new Disorder(0, Duration.ofSeconds(20), 10, 0, Duration.ZERO, 0)));
    assertThat(texts.size()).isBetween(10_800, 11_200);
    assertThat(new HashSet<>(texts)).hasSize(10_000);
  }

  @Test
  void givesAShareOfTheEventsATimeThatIsLongOver() throws IOException {
    var lines = lines(of(new Disorder(0, Duration.ZERO, 0, 2, Duration.ofHours(6), 0)));
    long late = lines.stream().filter(line -> line.timestamp() < START.toEpochMilli()).count();
    assertThat(lines).hasSize(10_000);
    assertThat(late).isBetween(120L, 280L);
  }

  @Test
  void tellsItsWitnessOfEveryEventAndOfTheEnd() throws IOException {
    var heard = new ArrayList<String>();
    var disorder = new Disorder(0, SPAN, 10, 10, Duration.ofHours(6), 0);
    var generation = new Generation(Kind.ACTIONS, 1000, 1, 10, 1, START, SPAN, disorder);
    var lines = 0;
    try (var source =
        generation.lines(
            new Witness() {
              @Override
              public void event(Object event, Instant at, boolean late, int copies) {
                assertThat(late).isEqualTo(at.isBefore(START));
                for (int i = 0; i < copies; i++) {
                  heard.add(((Action) event).uuid());
                }
              }

              @Override
              public void end() {
                heard.add("end");
              }
            })) {
      while (source.next() != null) {
        lines++;
      }
      assertThat(source.next()).isNull();
    }
    assertThat(heard).hasSize(lines + 1).endsWith("end").containsOnlyOnce("end");
  }

  private static Generation of(Disorder disorder) {
    return new Generation(Kind.ACTIONS, 10_000, 1, 100, 1, START, SPAN, disorder);
  }

  private static Generation of(Kind kind, long count, long seed, double malformed) {
    var disorder = new Disorder(0, Duration.ZERO, 0, 0, Duration.ZERO, malformed);
    return new Generation(kind, count, seed, kind.defaultKeys(), 1, START, SPAN, disorder);
  }

  private static List<String> textsOf(List<Line> lines) {
    return lines.stream()
        .map(line -> new String(line.value(), StandardCharsets.ISO_8859_1))
        .toList();
  }

  private static List<String> texts(Generation generation) throws IOException {
    return textsOf(lines(generation));
  }

  private static List<Line> lines(Generation generation) throws IOException {
    var all = new ArrayList<Line>();
    try (var lines = generation.lines(Witness.NONE)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
    }
    return all;
  }
}
