package dev.kappa.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.Topics;
import dev.kappa.spark.oracle.ActionsOracle;
import dev.kappa.spark.oracle.SalariesByDesignationOracle;
import dev.kappa.spark.oracle.SessionsOracle;
import dev.kappa.spark.oracle.TableOracles;
import dev.kappa.spark.oracle.TopPagesOracle;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The figures that the notebooks must show, computed from the log alone: each as {@code notebook:
 * name}.
 */
final class Figures {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private record Action(Instant at, String uuid, String page) {}

  private final Topics topics;
  private final Map<String, Long> records = new HashMap<>();
  private final TableOracles tables = new TableOracles();
  private final Map<String, List<Double>> salariesInTheLog = new HashMap<>();
  private final List<String> liked = new ArrayList<>();
  private final List<Action> actions = new ArrayList<>();
  private final Map<String, String> figures = new TreeMap<>();

  Figures(Topics topics) {
    this.topics = topics;
  }

  /** Counts one record of the log. */
  void add(String topic, Instant timestamp, String value) {
    records.merge(topic, 1L, Long::sum);
    if (topic.equals(topics.appendedEmployees())) {
      employee(timestamp, value);
    } else if (topic.equals(topics.enrichedActions())) {
      action(value);
    }
  }

  private void employee(Instant timestamp, String value) {
    tables.employee(value, timestamp);
    var employee = json(value);
    liked.add(employee.path("Interests").asText());
    if (employee.path("Salary").asText().matches("\\d+(\\.\\d+)?")) {
      salariesInTheLog
          .computeIfAbsent(employee.path("Designation").asText(), name -> new ArrayList<>())
          .add(Double.valueOf(employee.path("Salary").asText()));
    }
  }

  private void action(String value) {
    tables.action(value);
    var action = json(value);
    actions.add(
        new Action(
            Instant.parse(action.path("at").asText()),
            action.path("uuid").asText(),
            action.path("name").asText()));
  }

  /** All figures of all notebooks. */
  Map<String, String> ofAllNotebooks() {
    tour();
    whatPeopleLike();
    trafficAndSessions();
    trustTheNumbers();
    return figures;
  }

  private void tour() {
    put("01-tour", "records: employees, as sent", records(topics.employees()));
    put("01-tour", "records: employees, a value appended", records(topics.appendedEmployees()));
    put("01-tour", "records: actions, as sent", records(topics.actions()));
    put("01-tour", "records: actions, joined with pages", actions.size());
    put("01-tour", "records: texts", records(topics.fulltext()));
    put("01-tour", "records: dead letters", records(topics.deadLetters()));
    var newest =
        actions.stream()
            .min(Comparator.comparing(Action::at).reversed().thenComparing(Action::uuid))
            .orElseThrow()
            .page();
    put("01-tour", "found", actions.stream().filter(one -> one.page().equals(newest)).count());
    for (var source : List.of("in_kafka", "in_cassandra", "in_elasticsearch")) {
      put("01-tour", source, actions.size());
    }
  }

  private void whatPeopleLike() {
    tables.employees().rows().entrySet().stream()
        .collect(
            Collectors.groupingBy(
                row -> row.getKey().interest(),
                Collectors.summingLong(row -> row.getValue().headcount())))
        .entrySet()
        .stream()
        .sorted(highestFirst())
        .limit(8)
        .forEach(row -> put("02-what-people-like", "headcount: " + row.getKey(), row.getValue()));
    salariesInTheLog.forEach(
        (name, values) -> put("02-what-people-like", "median in the log: " + name, median(values)));
    var rows = tables.salaries().rows();
    var day = rows.keySet().stream().map(SalariesByDesignationOracle.Key::day).max(order());
    rows.forEach(
        (key, row) -> {
          if (key.day().equals(day.orElseThrow())) {
            put(
                "02-what-people-like",
                "median: %s, %s".formatted(key.designation(), lower(key.gender())),
                row.medianSalary());
          }
        });
    tables.categories().rows().entrySet().stream()
        .filter(row -> row.getKey().windowSeconds() == 3600)
        .collect(
            Collectors.groupingBy(
                row -> row.getKey().value(),
                Collectors.summingLong(row -> row.getValue().actions())))
        .entrySet()
        .stream()
        .sorted(highestFirst())
        .limit(15)
        .forEach(
            row -> {
              put("02-what-people-like", "read: " + row.getKey(), row.getValue());
              put("02-what-people-like", "liked: " + row.getKey(), likedBy(row.getKey()));
            });
  }

  private void trafficAndSessions() {
    var newestDay = day(newest());
    var minutes = new HashMap<Instant, Long>();
    minutesOf(page -> true, newestDay)
        .forEach(row -> minutes.merge(row.getKey().windowStart(), actionsOf(row), Long::sum));
    put("03-traffic-and-sessions", "actions", sum(minutes.values()));
    put(
        "03-traffic-and-sessions",
        "busiest minute",
        minutes.values().stream().max(order()).orElseThrow());
    var newestHour = newest().truncatedTo(ChronoUnit.HOURS);
    tables
        .topPages()
        .rows()
        .forEach(
            (key, row) -> {
              if (key.windowStart().equals(newestHour)) {
                put("03-traffic-and-sessions", "rank " + key.rank(), row.page());
              }
            });
    var first = tables.topPages().rows().get(new TopPagesOracle.Key(newestHour, 1)).page();
    put(
        "03-traffic-and-sessions",
        "actions of the first page",
        minutesOf(first::equals, newestDay).mapToLong(Figures::actionsOf).sum());
    var rows = tables.sessions().sessions();
    put("03-traffic-and-sessions", "sessions", rows.size());
    put(
        "03-traffic-and-sessions",
        "longest session, seconds",
        rows.values().stream()
            .map(SessionsOracle.Session::durationSeconds)
            .max(order())
            .orElseThrow());
    put("03-traffic-and-sessions", "transitions", sum(tables.sessions().transitions().values()));
    put("03-traffic-and-sessions", "unusual minutes", unusualMinutes(newestDay));
  }

  private long unusualMinutes(String day) {
    record Page(String name, long unusual, long actions) {}
    var rows = tables.traffic().rows().entrySet();
    return rows.stream()
        .collect(Collectors.groupingBy(row -> row.getKey().page()))
        .entrySet()
        .stream()
        .map(
            page ->
                new Page(
                    page.getKey(),
                    page.getValue().stream().filter(row -> row.getValue().unusual()).count(),
                    page.getValue().stream().mapToLong(row -> row.getValue().actions()).sum()))
        .sorted(
            Comparator.comparingLong(Page::unusual)
                .thenComparingLong(Page::actions)
                .reversed()
                .thenComparing(Page::name))
        .limit(4)
        .mapToLong(
            page ->
                rows.stream()
                    .filter(row -> row.getKey().page().equals(page.name()))
                    .filter(row -> day(row.getKey().windowStart()).equals(day))
                    .filter(row -> row.getValue().unusual())
                    .count())
        .sum();
  }

  private void trustTheNumbers() {
    var notebook = "04-trust-the-numbers";
    for (var place : List.of("Kafka", "Cassandra", "Elasticsearch")) {
      put(notebook, "actions: " + place, actions.size());
    }
    put(notebook, "minutes that differ", 0);
    var passedOn =
        Stream.of(
                topics.employees(),
                topics.appendedEmployees(),
                topics.actions(),
                topics.enrichedActions(),
                topics.fulltext())
            .mapToLong(this::records)
            .sum();
    put(notebook, "in the log", passedOn);
    put(notebook, "in the audit", passedOn);
    put(notebook, "late or future", 0);
    put(notebook, "dead letters", records(topics.deadLetters()));
    put(
        notebook,
        "duplicates",
        actions.size() - actions.stream().map(Action::uuid).distinct().count());
    put(notebook, "newest: Kafka: actions", time(newest()));
    put(notebook, "newest: Elasticsearch: actions", time(newest()));
    var second = newest().getEpochSecond();
    put(
        notebook,
        "newest: Cassandra: actions_by_page",
        time(Instant.ofEpochSecond(second - second % 10)));
    put(notebook, "newest: Cassandra: top_pages", time(newest().truncatedTo(ChronoUnit.HOURS)));
    put(
        notebook,
        "newest: Cassandra: user_sessions",
        time(
            tables.sessions().sessions().values().stream()
                .map(SessionsOracle.Session::end)
                .max(order())
                .orElseThrow()));
    for (var table : List.of("unusual_traffic", "stage_audit")) {
      put(notebook, "newest: Cassandra: " + table, time(newest().truncatedTo(ChronoUnit.MINUTES)));
    }
  }

  private Stream<Map.Entry<ActionsOracle.Key, ActionsOracle.Values>> minutesOf(
      Predicate<String> page, String day) {
    return tables.pages().rows().entrySet().stream()
        .filter(row -> row.getKey().windowSeconds() == 60)
        .filter(row -> page.test(row.getKey().value()))
        .filter(row -> day(row.getKey().windowStart()).equals(day));
  }

  /** Whoever has an interest with a word that begins like the category, without its plural. */
  private long likedBy(String category) {
    var beginning = lower(category).replaceFirst("s+$", "");
    return liked.stream()
        .filter(
            interests ->
                Stream.of(lower(interests).split("[^\\p{L}\\p{N}]+"))
                    .anyMatch(word -> word.startsWith(beginning)))
        .count();
  }

  private Instant newest() {
    return actions.stream().map(Action::at).max(order()).orElseThrow();
  }

  private long records(String topic) {
    return records.getOrDefault(topic, 0L);
  }

  private void put(String notebook, String name, Object value) {
    figures.put(notebook + ": " + name, text(Json.mapper().valueToTree(value)));
  }

  /** A figure as text, the same whether its number has a fraction of zero or none. */
  static String text(JsonNode value) {
    return value.isNumber()
        ? new BigDecimal(value.asText()).stripTrailingZeros().toPlainString()
        : value.asText();
  }

  private static long actionsOf(Map.Entry<ActionsOracle.Key, ActionsOracle.Values> row) {
    return row.getValue().actions();
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }

  private static long sum(Iterable<Long> values) {
    long sum = 0;
    for (long value : values) {
      sum += value;
    }
    return sum;
  }

  private static <T extends Comparable<T>> Comparator<T> order() {
    return Comparator.naturalOrder();
  }

  private static Comparator<Map.Entry<String, Long>> highestFirst() {
    return Map.Entry.<String, Long>comparingByValue()
        .reversed()
        .thenComparing(Map.Entry.comparingByKey());
  }

  private static String day(Instant time) {
    return time.toString().substring(0, 10);
  }

  private static String time(Instant time) {
    return (time.equals(time.truncatedTo(ChronoUnit.SECONDS)) ? SECONDS : MICROSECONDS)
        .format(time);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static JsonNode json(String value) {
    return Json.decode(value.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
