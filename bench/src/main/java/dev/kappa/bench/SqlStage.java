package dev.kappa.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Queries through Trino's JDBC driver, each beside the barest client that reads the same and comes
 * to the same answer. Both run in this process; the first time is not counted.
 */
final class SqlStage implements Stage {
  /** Trino reads the names of topics when it starts: this one is made up before. */
  static final String TOPIC = "KAPPA_TOPIC_ENRICHED_ACTIONS";

  private static final String JOB = "actions-by-page";
  private static final String SAVED = "pages-across-sources";
  private static final int ROWS_OF_SAVED = 20;

  /** What a query reads of the records: those of the last quarter of event time. */
  private static final double SINCE = 0.75;

  @Override
  public String name() {
    return "sql";
  }

  @Override
  public List<String> servers() {
    return List.of(Servers.KAFKA, Servers.CASSANDRA, Servers.ELASTICSEARCH, Servers.TRINO);
  }

  @Override
  public List<Result> measure(Setting setting) {
    var topic = setting.kappa().environment().get(TOPIC);
    try (var work = new JobWork(setting, new EnrichedActions(setting, topic));
        var index = new SearchIndex(setting.config().elasticsearch(), topic);
        var cassandra = Cassandra.open(setting.config().cassandra());
        var trino = Trino.open(setting.config().trino())) {
      long records = work.records();
      var since =
          Actions.START.plusMillis(
              (long) (SINCE * records * 1_000 / setting.actions().perSecond()));
      var after = new AtomicLong();
      work.fillActions(
          topic,
          made -> {
            if (!made.at().isBefore(since)) {
              after.incrementAndGet();
            }
          });
      work.run(List.of(JOB));
      var byPage = work.expected().byPage();
      var kafka = new CommittedReader(setting, topic);
      IndexStage.sink(
          setting, topic, index, new IndexStage.ExpectedDocuments(byPage, kafka.documents()));
      var questions =
          List.of(
              new Question(
                  "count of a topic",
                  "a poll loop that counts",
                  records,
                  records,
                  () -> trino.number("SELECT count(*) FROM " + table(topic)),
                  () -> kafka.count(Instant.EPOCH)),
              new Question(
                  "count of a topic since a time",
                  "a poll loop that starts at the offsets of that time",
                  after.get(),
                  after.get(),
                  () ->
                      trino.number(
                          "SELECT count(*) FROM %s WHERE _timestamp >= TIMESTAMP '%s'"
                              .formatted(table(topic), text(since))),
                  () -> kafka.count(since)),
              ofPartition(trino, cassandra, work.keyspace(), byPage),
              new Question(
                  SAVED,
                  "a poll loop that counts by page, a SELECT of the table, and an aggregation of Elasticsearch's",
                  records,
                  expectedOfSaved(byPage),
                  () -> saved(setting, trino, work.keyspace(), topic),
                  () -> bareOfSaved(kafka, cassandra, work.keyspace(), index)));
      return ask(setting, questions);
    }
  }

  private static List<Result> ask(Setting setting, List<Question> questions) {
    var measured = new HashMap<Question, List<Sample>>();
    var floors = new HashMap<Question, List<Sample>>();
    for (int round = 0; round <= setting.rounds(); round++) {
      for (var question : questions) {
        var ours = question.askTrino(setting);
        var bare = question.askBarely(setting);
        setting.say(
            "sql, %s, %s: %,d ms; bare %,d ms",
            round == 0 ? "warm-up" : "round " + round,
            question.name(),
            ours.wall().toMillis(),
            bare.wall().toMillis());
        if (round > 0) {
          measured.computeIfAbsent(question, absent -> new ArrayList<>()).add(ours);
          floors.computeIfAbsent(question, absent -> new ArrayList<>()).add(bare);
        }
      }
    }
    var results = new ArrayList<Result>();
    for (var question : questions) {
      results.add(
          new Comparison(
              "sql, " + question.name(),
              question.floor(),
              List.of(Promise.rateTold(), Promise.cpuTold()),
              measured.get(question),
              floors.get(question)));
    }
    return results;
  }

  /** The partition of the page that is visited most, with its windows of both lengths. */
  private static Question ofPartition(
      Trino trino, CqlSession cassandra, String keyspace, Map<String, Long> byPage) {
    var page = "page-0";
    var where =
        " WHERE page = '%s' AND day = '%s'"
            .formatted(page, Actions.START.atOffset(ZoneOffset.UTC).toLocalDate());
    var table = keyspace + ".actions_by_page";
    long rows = cassandra.execute("SELECT count(*) FROM " + table + where).one().getLong(0);
    return new Question(
        "a partition of Cassandra's",
        "a SELECT of the partition",
        rows,
        2 * byPage.get(page),
        () -> trino.number("SELECT sum(actions) FROM cassandra." + table + where),
        () -> {
          long sum = 0;
          for (Row row : cassandra.execute("SELECT actions FROM " + table + where)) {
            sum += row.getLong(0);
          }
          return sum;
        });
  }

  private static List<String> saved(Setting setting, Trino trino, String keyspace, String topic) {
    var file = setting.kappa().root().resolve("presto/queries").resolve(SAVED + ".sql");
    try {
      var sql =
          Files.readString(file)
              .replace("${topic.enriched_actions}", table(topic))
              .replace("${table.actions_by_page}", "cassandra." + keyspace + ".actions_by_page")
              .replace("${index.enriched_actions}", "elasticsearch.\"default\".\"" + topic + "\"");
      return trino.rows(sql).stream()
          .map(row -> row(row.get(0), row.get(2), row.get(3), row.get(4)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static List<String> bareOfSaved(
      CommittedReader kafka, CqlSession cassandra, String keyspace, SearchIndex index) {
    var counted = new HashMap<String, Long>();
    var rows =
        cassandra.execute(
            "SELECT page, window_seconds, actions FROM %s.actions_by_page".formatted(keyspace));
    for (Row row : rows) {
      if (row.getInt(1) == 60) {
        counted.merge(row.getString(0), row.getLong(2), Long::sum);
      }
    }
    var found = index.byPage(counted.size());
    return top(kafka.countByPage()).stream()
        .map(
            page ->
                row(
                    page.getKey(),
                    page.getValue(),
                    counted.get(page.getKey()),
                    found.get(page.getKey())))
        .toList();
  }

  private static List<String> expectedOfSaved(Map<String, Long> byPage) {
    return top(byPage).stream()
        .map(page -> row(page.getKey(), page.getValue(), page.getValue(), page.getValue()))
        .toList();
  }

  private static List<Map.Entry<String, Long>> top(Map<String, Long> byPage) {
    return byPage.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(ROWS_OF_SAVED)
        .toList();
  }

  private static String row(Object page, Object kafka, Object cassandra, Object elasticsearch) {
    return "%s %s %s %s".formatted(page, kafka, cassandra, elasticsearch);
  }

  /** A topic's table in Trino. */
  private static String table(String topic) {
    return "kafka.\"default\"." + topic.replace('-', '_');
  }

  private static String text(Instant time) {
    return LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString().replace('T', ' ');
  }
}
