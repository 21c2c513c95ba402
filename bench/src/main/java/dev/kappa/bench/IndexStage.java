package dev.kappa.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The Elasticsearch sink on a Kafka Connect worker of its own, beside a bare {@code _bulk} loop
 * over the same topic with the same ids, size of requests and requests at once. Measured from the
 * end of the warm-up, half as many records as are measured, until the last document is written.
 */
final class IndexStage implements Stage {
  private static final int BATCH_SIZE = 2_000;
  private static final int MAX_IN_FLIGHT = 2;
  private static final double RATE = 0.85;
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** A worker goes on when its task has failed: then no more documents come. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public String name() {
    return "index";
  }

  @Override
  public List<String> servers() {
    return List.of(Servers.KAFKA, Servers.ELASTICSEARCH);
  }

  @Override
  public List<Result> measure(Setting setting) {
    long records = setting.employees().records() * 3 / 2;
    var topic = Setting.unique("documents");
    setting.topics().create(topic);
    try {
      setting.say("index: filling a topic with %,d actions", records);
      var made = ActionTopic.fill(setting, topic, records).byPage();
      var expected = new ExpectedDocuments(made, new CommittedReader(setting, topic).documents());
      var measured = new ArrayList<Sample>();
      var floors = new ArrayList<Sample>();
      for (int round = 1; round <= setting.rounds(); round++) {
        try (var ours = new SearchIndex(setting.config().elasticsearch(), topic);
            var bare = new SearchIndex(setting.config().elasticsearch(), topic + "-bare")) {
          measured.add(sink(setting, topic, ours, expected));
          bare.createLike(ours);
          floors.add(loop(setting, topic, bare, expected));
        }
        setting.say(
            "index, round %d: %,.0f documents/s; bare loop %,.0f",
            round,
            measured.get(round - 1).recordsPerSecond(),
            floors.get(round - 1).recordsPerSecond());
      }
      return List.of(
          new Comparison(
              name(),
              "a bare _bulk loop",
              List.of(Promise.rateAtLeast(RATE), Promise.clientCpuTold(), Promise.cpuTold()),
              measured,
              floors));
    } finally {
      setting.topics().delete(topic);
    }
  }

  /** Fills an index through the sink. */
  static Sample sink(Setting setting, String topic, SearchIndex index, ExpectedDocuments expected) {
    var name = Setting.unique("sink");
    var classPath = setting.kappa().classPathOf("connect");
    var arguments =
        List.of(
            setting.write(name + "-worker.properties", worker(setting, name)),
            setting.write(name + ".properties", connector(setting, name, topic)));
    try (var program =
        Program.java(
            setting,
            "connect",
            classPath,
            "org.apache.kafka.connect.cli.ConnectStandalone",
            arguments)) {
      return watch(setting, program, index, expected);
    } finally {
      setting.topics().deleteGroup("connect-" + name);
    }
  }

  private static String worker(Setting setting, String name) {
    return """
        bootstrap.servers=%s
        listeners=http://127.0.0.1:0
        plugin.path=%s
        plugin.discovery=service_load
        offset.storage.file.filename=%s
        key.converter=org.apache.kafka.connect.converters.ByteArrayConverter
        value.converter=org.apache.kafka.connect.converters.ByteArrayConverter
        header.converter=org.apache.kafka.connect.converters.ByteArrayConverter
        offset.flush.interval.ms=5000
        """
        .formatted(
            setting.bootstrapServers(),
            setting.kappa().root().resolve("connect/target/plugin"),
            setting.folder().resolve(name + ".offsets"));
  }

  /** As the sink of the pipeline is configured, but for one task and its names. */
  private static String connector(Setting setting, String name, String topic) {
    var elasticsearch = setting.config().elasticsearch();
    return """
        name=%s
        connector.class=dev.kappa.connect.ElasticsearchSinkConnector
        tasks.max=1
        topics=%s
        connection.url=%s
        connection.username=%s
        connection.password=%s
        key.ignore=true
        index.templates=%2$s:actions
        batch.size=%d
        max.in.flight.requests=%d
        consumer.override.isolation.level=read_committed
        consumer.override.auto.offset.reset=earliest
        consumer.override.max.poll.records=2000
        """
        .formatted(
            name,
            topic,
            elasticsearch.urls().get(0),
            elasticsearch.username(),
            elasticsearch.password(),
            BATCH_SIZE,
            MAX_IN_FLIGHT);
  }

  private static Sample loop(
      Setting setting, String topic, SearchIndex index, ExpectedDocuments expected) {
    try (var program =
        Program.java(
            setting,
            "bulk",
            setting.kappa().jar("bench"),
            BulkLoop.class.getName(),
            List.of(
                topic,
                topic + "-bare",
                Integer.toString(BATCH_SIZE),
                Integer.toString(MAX_IN_FLIGHT)))) {
      return watch(setting, program, index, expected);
    }
  }

  private static Sample watch(
      Setting setting, Program program, SearchIndex index, ExpectedDocuments expected) {
    long all = expected.sum().documents();
    long done = await(program, index, all / 3);
    var start = Stopwatch.read(program, setting.servers());
    await(program, index, all);
    var sample =
        start.untilNow(
            program, setting.servers(), all - done, (all - done) * setting.actions().bytes());
    index.require(expected.actionsByPage());
    index.require(expected.sum());
    return sample;
  }

  private static long await(Program program, SearchIndex index, long documents) {
    long before = -1;
    long since = System.nanoTime();
    while (true) {
      long indexed = index.indexed();
      if (indexed >= documents) {
        return indexed;
      }
      if (indexed > before) {
        before = indexed;
        since = System.nanoTime();
      } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
        throw program.failed("has written %,d documents and no more".formatted(indexed));
      }
      program.requireRunning();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  /** What an index must hold. */
  record ExpectedDocuments(Map<String, Long> actionsByPage, DocumentSum sum) {}
}
