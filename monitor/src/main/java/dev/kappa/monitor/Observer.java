package dev.kappa.monitor;

import com.datastax.oss.driver.api.core.DriverException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Asks every second how the pipeline is: Kafka on one thread, all that may be slow on others. */
final class Observer implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1_000;

  private final KappaConfig config;
  private final Heartbeats heartbeats;
  private final Web web = new Web();
  private final ScheduledExecutorService threads =
      Executors.newScheduledThreadPool(
          3,
          task -> {
            var thread = new Thread(task, "observer");
            thread.setDaemon(true);
            return thread;
          });

  private final Map<String, Rate> topicRates = new HashMap<>();
  private KafkaView kafka;
  private Waiting waiting;
  private DeadLetterCounts letters;
  private Stages stages;
  private Tables tables;

  private volatile List<ServerState> servers = List.of();
  private volatile Map<String, String> connectors = Map.of();
  private volatile Map<String, Long> indices = Map.of();
  private volatile List<Tables.Late> late = List.of();
  private volatile List<Tables.Top> tops = List.of();
  private volatile Picture picture;

  Observer(KappaConfig config) {
    this.config = config;
    this.heartbeats = new Heartbeats(config.jobs().checkpointDir());
    this.picture = unseen(Instant.now());
  }

  /** The flow before anything was seen of it. */
  private Picture unseen(Instant now) {
    var topics = new ArrayList<Picture.Topic>();
    flow().forEach((name, role) -> topics.add(new Picture.Topic(name, role, false, -1, 0)));
    return new Picture(
        now,
        List.of(),
        topics,
        List.of(Stages.unseenEnricher(now)),
        Map.of(),
        Map.of(),
        List.of(),
        List.of(),
        Map.of());
  }

  void start() {
    repeat(this::lookAtKafka, 1);
    repeat(this::lookAtServers, 2);
    repeat(this::lookAtTables, 5);
  }

  private void repeat(Runnable look, int seconds) {
    var unused =
        threads.scheduleWithFixedDelay(
            () -> {
              try {
                look.run();
              } catch (RuntimeException e) {
                System.err.println("monitor: could not look, and tries again: " + e);
              }
            },
            0,
            seconds,
            TimeUnit.SECONDS);
  }

  /** As it was seen last. */
  Picture picture() {
    return picture;
  }

  private void lookAtKafka() {
    var now = Instant.now();
    var seen = picture;
    var topics = seen.topics();
    var found = seen.stages();
    var dead = seen.deadLetters();
    var drivers = heartbeats.read();
    if (answers(address(config.kafka().bootstrapServers()))) {
      try {
        connectToKafka();
        var snapshot = kafka.look(flow().keySet(), Stages.ENRICHER_GROUP);
        topics = topics(snapshot, now);
        found = stages.of(snapshot, drivers, connectors, now);
        waiting.endOfRound();
        dead = letters.read(deadLetterPartitions(snapshot));
      } catch (ExecutionException | TimeoutException | KafkaException e) {
        found = unknown(found, now); // asked again in a second
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    } else {
      found = unknown(found, now);
    }
    picture = new Picture(now, servers, topics, found, drivers, dead, late, tops, indices);
  }

  private static List<Stage> unknown(List<Stage> stages, Instant now) {
    return stages.stream()
        .map(
            s ->
                new Stage(
                    s.name(),
                    s.kind(),
                    Stage.State.UNKNOWN,
                    s.state() == Stage.State.UNKNOWN ? s.since() : now,
                    Stages.KAFKA_AWAY,
                    s.lag(),
                    s.freshness(),
                    s.records(),
                    0))
        .toList();
  }

  private void connectToKafka() {
    if (stages == null) {
      var properties = config.kafka().clientProperties();
      kafka = new KafkaView(properties);
      waiting = new Waiting(properties);
      letters = new DeadLetterCounts(properties, config.topics().deadLetters());
      stages = new Stages(config.topics(), waiting::of);
    }
  }

  private Map<String, String> flow() {
    var topics = config.topics();
    var roles = new LinkedHashMap<String, String>();
    roles.put(topics.employees(), "in");
    roles.put(topics.actions(), "in");
    roles.put(topics.pages(), "in");
    roles.put(topics.fulltext(), "in");
    roles.put(topics.appendedEmployees(), "out");
    roles.put(topics.enrichedActions(), "out");
    roles.put(topics.deadLetters(), "dead");
    return roles;
  }

  private List<Picture.Topic> topics(KafkaView.Snapshot snapshot, Instant now) {
    var found = new ArrayList<Picture.Topic>();
    flow()
        .forEach(
            (name, role) -> {
              var rate = topicRates.computeIfAbsent(name, topic -> new Rate());
              long written = snapshot.written(name);
              rate.add(now, written);
              found.add(
                  new Picture.Topic(name, role, snapshot.exists(name), written, rate.perSecond()));
            });
    return found;
  }

  private List<TopicPartition> deadLetterPartitions(KafkaView.Snapshot snapshot) {
    return snapshot.partitions(Set.of(config.topics().deadLetters()));
  }

  private void lookAtServers() {
    var now = Instant.now();
    try {
      var expand = "/connectors?expand=status";
      var connect = web.get(URI.create(config.connectUrl() + expand), "", "");
      connectors = connect.map(Observer::states).orElse(Map.of());
      var elastic = config.elasticsearch();
      var address = elastic.urls().get(0);
      var list =
          web.get(
              URI.create(address + "/_cat/indices?format=json&h=index,docs.count"),
              elastic.username(),
              elastic.password());
      list.ifPresent(found -> indices = documents(found));
      var trino = web.get(URI.create(config.trino().url() + "/v1/info"), "", "");
      var cassandra = config.cassandra().contactPoints().get(0);
      var kafkaAddress = address(config.kafka().bootstrapServers());
      servers =
          List.of(
              server("kafka", text(kafkaAddress), answers(kafkaAddress), now),
              server("connect", config.connectUrl().toString(), connect.isPresent(), now),
              server("cassandra", text(cassandra), answers(cassandra), now),
              server("elasticsearch", address.toString(), list.isPresent(), now),
              server("presto", config.trino().url().toString(), trino.isPresent(), now));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ServerState server(String name, String address, boolean up, Instant now) {
    var since =
        servers.stream()
            .filter(before -> before.name().equals(name) && before.up() == up)
            .map(ServerState::since)
            .findFirst()
            .orElse(now);
    return new ServerState(
        name,
        address,
        up,
        wanted(name),
        since,
        up ? "" : "start it: ./kappa up --only " + name + "; why: ./kappa logs " + name);
  }

  /** As the local stack says; where there is none, every server ought to run. */
  private boolean wanted(String name) {
    try {
      return Files.readAllLines(config.stack().dir().resolve("run/wanted")).contains(name);
    } catch (IOException e) {
      return true;
    }
  }

  /** A connector is as its worst task is. */
  private static Map<String, String> states(JsonNode connectors) {
    var states = new TreeMap<String, String>();
    for (var connector : connectors.properties()) {
      var status = connector.getValue().path("status");
      var state = status.path("connector").path("state").asText();
      for (var task : status.path("tasks")) {
        if (task.path("state").asText().equals("FAILED")) {
          state = "FAILED";
        }
      }
      states.put(connector.getKey(), state);
    }
    return states;
  }

  private static Map<String, Long> documents(JsonNode list) {
    var documents = new TreeMap<String, Long>();
    list.forEach(
        index -> {
          var name = index.path("index").asText();
          if (!name.startsWith(".")) {
            documents.put(name, index.path("docs.count").asLong());
          }
        });
    return documents;
  }

  private void lookAtTables() {
    try {
      if (tables == null) {
        if (!answers(config.cassandra().contactPoints().get(0))) {
          return;
        }
        tables = Tables.connect(config.cassandra());
      }
      tops = tables.tops();
      late = tables.late();
    } catch (DriverException e) {
      // Away, or without its tables as yet: asked again in five seconds.
      if (tables != null) {
        tables.close();
        tables = null;
      }
    }
  }

  private static boolean answers(InetSocketAddress unresolved) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(unresolved.getHostString(), unresolved.getPort()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static InetSocketAddress address(String servers) {
    var first = servers.split(",", 2)[0].strip();
    int colon = first.lastIndexOf(':');
    return InetSocketAddress.createUnresolved(
        first.substring(0, colon), Integer.parseInt(first.substring(colon + 1)));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (threads.awaitTermination(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)
          && stages != null) {
        waiting.close();
        letters.close();
        kafka.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (tables != null) {
      tables.close();
    }
  }
}
