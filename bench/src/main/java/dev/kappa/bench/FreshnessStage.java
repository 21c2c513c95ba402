package dev.kappa.bench;

import java.util.List;
import java.util.Map;

/**
 * From the moment an action should be sent to the moment its row in {@code actions_by_page} can be
 * read: seen from outside, at a set rate that does not wait for anybody. Sent to where the job
 * reads, or to the enricher.
 */
final class FreshnessStage implements Stage {
  private static final String JOB = "actions-by-page";

  private final String name;
  private final boolean enriched;
  private final Map<String, Double> promised;

  private FreshnessStage(String name, boolean enriched, Map<String, Double> promised) {
    this.name = name;
    this.enriched = enriched;
    this.promised = promised;
  }

  static FreshnessStage ofJob() {
    return new FreshnessStage("freshness", false, Map.of("p50", 500.0, "p99", 1_000.0));
  }

  /** Through the enricher and the job; nothing is promised of it. */
  static FreshnessStage endToEnd() {
    return new FreshnessStage("end-to-end", true, Map.of());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> servers() {
    return List.of(Servers.KAFKA, Servers.CASSANDRA);
  }

  @Override
  public List<Result> measure(Setting setting) {
    try (var work = new JobWork(setting);
        var enricher = enriched ? work.actions().startEnricher(Setting.unique("enrich")) : null;
        var job = work.start(JOB);
        var session = Cassandra.open(setting.config().cassandra())) {
      Drain.awaitStart(job);
      var load = setting.load();
      setting.say(
          "%s: %,d events/s for %,d s, and %,d s before that for warm-up",
          name, load.perSecond(), load.seconds(), load.warmUpSeconds());
      var probes = new Probes(session, work.keyspace(), load.warmUpEvents());
      var sender =
          new OpenLoop(
              setting,
              enriched ? work.actions().rawTopic() : work.actions().topic(),
              probes,
              load.events());
      var before = Stopwatch.read(job, setting.servers());
      sender.run(
          () -> {
            job.requireRunning();
            if (enricher != null) {
              enricher.requireRunning();
            }
          });
      var sample =
          before.untilNow(
              job, setting.servers(), sender.sent(), sender.sent() * setting.actions().bytes());
      // Those after the last probe may be a micro-batch later.
      sender.expected().await(session, work.keyspace(), JOB.replace('-', '_'));
      return List.of(new Freshness(name, load, probes.latencies(), promised, sample));
    }
  }
}
