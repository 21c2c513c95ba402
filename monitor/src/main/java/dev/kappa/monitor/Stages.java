package dev.kappa.monitor;

import dev.kappa.contracts.Topics;
import dev.kappa.monitor.Heartbeats.Heartbeat;
import dev.kappa.monitor.KafkaView.Snapshot;
import dev.kappa.monitor.Stage.Kind;
import dev.kappa.monitor.Stage.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells from what Kafka, the drivers and the Connect worker say how each stage is.
 *
 * <p>It remembers how far stages had come, and is asked again and again, by one thread.
 */
final class Stages {
  /** The group of an enricher that has no application id of its own. */
  static final String ENRICHER_GROUP = "kappa.enrich";

  /** What to do about a stage whose state only Kafka could tell. */
  static final String KAFKA_AWAY = "Kafka does not answer: ./kappa status";

  private static final String ENRICHER = "enrich";
  private static final String JOB_PREFIX = "kappa.";
  private static final String SINK_PREFIX = "connect-";

  /** A stage that has work and does not move for as long stands still. */
  private static final Duration STILL = Duration.ofSeconds(6);

  /** A driver says every five seconds that it lives; one that was silent for as long is gone. */
  private static final Duration SILENCE = Duration.ofSeconds(9);

  private final Topics topics;
  private final Function<List<Waiting.Span>, Map<Waiting.Span, Waiting.First>> waiting;
  private final Arrivals arrivals = new Arrivals();
  private final Map<String, Rate> rates = new HashMap<>();
  private final Map<String, Instant> workSince = new HashMap<>();
  private final Map<String, State> states = new HashMap<>();
  private final Map<String, Instant> since = new HashMap<>();

  /**
   * Of a pipeline with these topics.
   *
   * @param waiting tells what comes first in spans that are not empty; one that it does not know is
   *     missing
   */
  Stages(Topics topics, Function<List<Waiting.Span>, Map<Waiting.Span, Waiting.First>> waiting) {
    this.topics = topics;
    this.waiting = waiting;
  }

  /** The enricher before Kafka has ever answered. */
  static Stage unseenEnricher(Instant now) {
    return new Stage(ENRICHER, Kind.ENRICHER, State.UNKNOWN, now, KAFKA_AWAY, -1, -1, -1, 0);
  }

  /** A stage's own account of itself, before its progress is looked at. */
  private record Life(State state, Instant since, String hint) {}

  List<Stage> of(
      Snapshot kafka, Map<String, Heartbeat> drivers, Map<String, String> connectors, Instant now) {
    arrivals.note(kafka.ends(), now);
    var stages = new ArrayList<Stage>();
    stages.add(enricher(kafka, now));
    var jobs = new TreeSet<>(drivers.keySet());
    var sinks = new TreeSet<>(connectors.keySet());
    for (var group : kafka.offsets().keySet()) {
      if (group.startsWith(SINK_PREFIX)) {
        sinks.add(group.substring(SINK_PREFIX.length()));
      } else if (!group.startsWith(ENRICHER_GROUP) && !kafka.offsets().get(group).isEmpty()) {
        jobs.add(group.substring(JOB_PREFIX.length()));
      }
    }
    for (var job : jobs) {
      stages.add(stage(job, Kind.JOB, JOB_PREFIX + job, job(job, drivers, now), kafka, now));
    }
    for (var sink : sinks) {
      var group = SINK_PREFIX + sink;
      stages.add(stage(group, Kind.SINK, group, sink(sink, connectors), kafka, now));
    }
    return stages;
  }

  private Stage enricher(Snapshot kafka, Instant now) {
    var group = ENRICHER_GROUP;
    Life life;
    if (kafka.members() > 0) {
      life = new Life(State.RUNNING, null, "");
    } else if (kafka.offsets().getOrDefault(group, Map.of()).isEmpty()) {
      life = new Life(State.NEVER_STARTED, null, "start it: ./kappa enrich");
    } else {
      life = new Life(State.DOWN, null, "start it again: ./kappa enrich");
    }
    return stage(ENRICHER, Kind.ENRICHER, group, life, kafka, now);
  }

  private static Life job(String job, Map<String, Heartbeat> drivers, Instant now) {
    var beat = drivers.get(job);
    if (beat == null) {
      return new Life(State.UNKNOWN, null, "./kappa jobs tells whether it runs");
    }
    if (beat.stopped()) {
      return new Life(State.STOPPED, beat.at(), "start it: ./kappa submit " + job);
    }
    if (Duration.between(beat.at(), now).compareTo(SILENCE) > 0) {
      return new Life(State.DOWN, beat.at(), "start it again: ./kappa submit " + job);
    }
    return new Life(State.RUNNING, beat.since(), "");
  }

  private static Life sink(String name, Map<String, String> connectors) {
    var state = connectors.get(name);
    if (state == null) {
      return new Life(
          State.DOWN, null, "start the worker: ./kappa up; then: ./kappa connect apply");
    }
    return switch (state) {
      case "RUNNING" -> new Life(State.RUNNING, null, "");
      case "PAUSED", "STOPPED" ->
          new Life(State.STOPPED, null, "let it go on: ./kappa connect resume " + name);
      case "FAILED" ->
          new Life(State.DOWN, null, "./kappa connect status says why it failed: " + name);
      default -> new Life(State.UNKNOWN, null, "./kappa connect status");
    };
  }

  private Stage stage(
      String name, Kind kind, String group, Life life, Snapshot kafka, Instant now) {
    var spans = spans(kind, kafka.offsets().getOrDefault(group, Map.of()), kafka);
    long lag = 0;
    double freshness = 0;
    boolean unknown = false;
    var open = spans.stream().filter(span -> span.end() > span.from()).toList();
    var firsts = waiting.apply(open);
    for (var span : open) {
      var first = firsts.get(span);
      if (first == null) {
        lag += span.end() - span.from();
        unknown = true;
      } else if (first.at().isPresent()) {
        lag += span.end() - span.from();
        var waits = arrivals.waits(span.partition(), span.from(), first.at().get(), now);
        freshness = Math.max(freshness, waits.toMillis() / 1000.0);
      }
    }
    long consumed =
        spans.stream()
            .mapToLong(span -> span.from() - kafka.starts().getOrDefault(span.partition(), 0L))
            .sum();
    if (unknown && freshness == 0) {
      freshness = -1;
    }
    var rate = rates.computeIfAbsent(name, key -> new Rate());
    rate.add(now, consumed);
    var state = standing(name, life.state(), lag, rate, now);
    var at = state == life.state() && life.since() != null ? life.since() : since(name, state, now);
    states.put(name, state);
    return new Stage(
        name, kind, state, at, hint(life, state, kind), lag, freshness, consumed, rate.perSecond());
  }

  private State standing(String name, State state, long lag, Rate rate, Instant now) {
    if (state != State.RUNNING || lag == 0) {
      workSince.remove(name);
      return state;
    }
    var began = workSince.computeIfAbsent(name, key -> now);
    var last = rate.lastMoved().isAfter(began) ? rate.lastMoved() : began;
    return Duration.between(last, now).compareTo(STILL) > 0 ? State.STANDING_STILL : state;
  }

  /** When a state was first seen here. */
  private Instant since(String name, State state, Instant now) {
    if (states.get(name) != state || !since.containsKey(name)) {
      since.put(name, now);
    }
    return since.get(name);
  }

  private static String hint(Life life, State state, Kind kind) {
    if (state != State.STANDING_STILL) {
      return life.hint();
    }
    return switch (kind) {
      case ENRICHER -> "look at what the terminal of ./kappa enrich says, and at the servers";
      case JOB -> "a large batch, or a server that is away: look at what its driver says";
      case SINK -> "look at Elasticsearch, and at: ./kappa connect status";
    };
  }

  private List<Waiting.Span> spans(Kind kind, Map<TopicPartition, Long> committed, Snapshot kafka) {
    var read = new TreeSet<String>();
    committed.keySet().forEach(partition -> read.add(partition.topic()));
    if (kind == Kind.ENRICHER) {
      read.removeIf(topic -> topic.startsWith(ENRICHER_GROUP)); // its own, between its parts
      if (read.isEmpty()) {
        read.addAll(List.of(topics.employees(), topics.actions()));
      }
    }
    var spans = new ArrayList<Waiting.Span>();
    for (var partition : kafka.partitions(read)) {
      long start = kafka.starts().getOrDefault(partition, 0L);
      long from = Math.max(start, committed.getOrDefault(partition, start));
      spans.add(new Waiting.Span(partition, from, Math.max(from, kafka.ends().get(partition))));
    }
    return spans;
  }
}
