package dev.kappa.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything derived again from the start of the log: the enricher under a new application id, into
 * an empty topic, and then a job with a new checkpoint on what that wrote, into an empty table.
 * Each beside the floor that it has elsewhere. Measured from when a process runs to its last
 * record.
 */
final class ReplayStage implements Stage {
  private static final String JOB = "actions-by-page";

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public List<String> servers() {
    return List.of(Servers.KAFKA, Servers.CASSANDRA);
  }

  @Override
  public List<Result> measure(Setting setting) {
    var enricher = new ArrayList<Sample>();
    var copies = new ArrayList<Sample>();
    var job = new ArrayList<Sample>();
    var reads = new ArrayList<Sample>();
    for (int round = 1; round <= setting.rounds(); round++) {
      try (var work = new JobWork(setting)) {
        enricher.add(enricher(setting, work));
        copies.add(copy(setting, work));
        job.add(work.run(List.of(JOB)).whole());
        reads.add(work.loop(JOB).whole());
      }
      setting.say(
          "replay, round %d: enricher %,.0f records/s, loop %,.0f; %s %,.0f, loop %,.0f",
          round,
          enricher.get(round - 1).recordsPerSecond(),
          copies.get(round - 1).recordsPerSecond(),
          JOB,
          job.get(round - 1).recordsPerSecond(),
          reads.get(round - 1).recordsPerSecond());
    }
    var promises = List.of(Promise.rateTold(), Promise.clientCpuTold(), Promise.cpuTold());
    return List.of(
        new Comparison(
            "replay through the enricher",
            "a loop that copies without transactions",
            promises,
            enricher,
            copies),
        new Comparison(
            "replay through " + JOB, "a loop that polls and parses", promises, job, reads));
  }

  private static Sample enricher(Setting setting, JobWork work) {
    try (var output =
        new CommittedOutput(setting, work.actions().topic(), setting.actions()::enriched)) {
      work.fillActions(work.actions().rawTopic(), made -> output.sending(0, made, 0));
      var id = Setting.unique("enrich");
      try (var program = work.actions().startEnricher(id)) {
        var sample = watch(setting, work, program, id);
        output.requireOnce();
        return sample;
      }
    }
  }

  private static Sample copy(Setting setting, JobWork work) {
    var group = Setting.unique("copy");
    var to = Setting.unique("copied");
    setting.topics().create(to);
    try (var program =
        CopyLoop.start(setting, work.actions().rawTopic(), to, group, CopyLoop.TUNED)) {
      var sample = watch(setting, work, program, group);
      GroupProgress.requireCopied(setting, to, sample.records());
      return sample;
    } finally {
      setting.topics().delete(to);
    }
  }

  private static Sample watch(Setting setting, JobWork work, Program program, String group) {
    Drain.awaitStart(program);
    var start = Stopwatch.read(program, setting.servers());
    long all = setting.topics().size(work.actions().rawTopic());
    GroupProgress.await(setting, program, group, work.actions().rawTopic(), all);
    return start.untilNow(program, setting.servers(), all, all * setting.actions().bytes());
  }
}
