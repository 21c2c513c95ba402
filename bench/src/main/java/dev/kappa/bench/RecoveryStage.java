package dev.kappa.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * {@code kill -9} of the enricher, and of a job, under a load that goes on: how long it takes until
 * new events come out again, and until no more are missing than before. The enricher is killed
 * beside a loop that copies records without transactions. Nothing bare does what a job does when it
 * comes back: how long its process takes to start is told instead.
 */
final class RecoveryStage implements Stage {
  private static final String JOB = "actions-by-page";
  private static final Duration FIRST_RECORD = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "recovery";
  }

  @Override
  public List<String> servers() {
    return List.of(Servers.KAFKA, Servers.CASSANDRA);
  }

  @Override
  public List<Result> measure(Setting setting) {
    var enricher = new ArrayList<Outage>();
    var loop = new ArrayList<Outage>();
    var job = new ArrayList<Outage>();
    for (int round = 1; round <= setting.rounds(); round++) {
      enricher.add(told(setting, round, "enricher", enricher(setting)));
      loop.add(told(setting, round, "loop", loop(setting)));
      job.add(told(setting, round, JOB, job(setting)));
    }
    int perSecond = setting.load().perSecond();
    return List.of(
        new Recovery(
            "enricher",
            perSecond,
            enricher,
            "a loop that copies without transactions, at least once",
            loop,
            FIRST_RECORD),
        new Recovery(JOB, perSecond, job, "", List.of(), null));
  }

  private static Outage told(Setting setting, int round, String what, Outage outage) {
    setting.say(
        "recovery, round %d, %s: first new event %.1f s after the kill, caught up after %.1f s",
        round, what, outage.firstRecord().toMillis() / 1e3, outage.caughtUp().toMillis() / 1e3);
    return outage;
  }

  private static Outage enricher(Setting setting) {
    var id = Setting.unique("enrich");
    try (var topics = new EnrichedActions(setting);
        var output = output(setting, topics, setting.actions()::enriched)) {
      var outage = measure(setting, topics, () -> topics.startEnricher(id), output);
      output.requireOnce();
      return outage;
    }
  }

  private static Outage loop(Setting setting) {
    var group = Setting.unique("copy");
    try (var topics = new EnrichedActions(setting);
        var output = output(setting, topics, setting.actions()::json)) {
      var outage =
          measure(
              setting,
              topics,
              () ->
                  CopyLoop.start(setting, topics.rawTopic(), topics.topic(), group, CopyLoop.TUNED),
              output);
      output.requireAtLeastOnce();
      return outage;
    }
  }

  private static CommittedOutput output(
      Setting setting, EnrichedActions topics, Function<Actions.Made, byte[]> toValue) {
    return new CommittedOutput(setting, topics.topic(), toValue);
  }

  private static Outage measure(
      Setting setting, EnrichedActions topics, Supplier<Program> program, Arrivals arrivals) {
    var sender = new OpenLoop(setting, topics.rawTopic(), arrivals, Long.MAX_VALUE);
    return new KillUnderLoad(setting, program, sender, arrivals).measure();
  }

  private static Outage job(Setting setting) {
    try (var work = new JobWork(setting);
        var session = Cassandra.open(setting.config().cassandra())) {
      var probes = new Probes(session, work.keyspace(), 0);
      var sender = new OpenLoop(setting, work.actions().topic(), probes, Long.MAX_VALUE);
      var outage = new KillUnderLoad(setting, work.starts(JOB), sender, probes).measure();
      sender.expected().await(session, work.keyspace(), JOB.replace('-', '_'));
      return outage;
    }
  }
}
