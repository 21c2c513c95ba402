package dev.kappa.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code kappa submit JOB --until-now}, which drains a topic into Cassandra, beside a loop that
 * polls and parses the same records, and the same loop with bare upserts of the same rows.
 *
 * <p>Every program is a process of its own. Its start is not counted. What it reads first, while
 * its code is cold, is told apart.
 */
final class AggregateStage implements ScalableStage {
  /** The job that is promised for, and that all jobs together are compared with. */
  private static final String MODEL = "actions-by-page";

  private static final String LOOP = "a loop that polls and parses";
  private static final String UPSERTS = "the same loop with bare upserts of the same rows";
  private static final double RATE = 0.5;
  private static final double CPU = 3.5;
  private static final double TOGETHER = 0.4;

  @Override
  public String name() {
    return "aggregate";
  }

  @Override
  public List<String> servers() {
    return List.of(Servers.KAFKA, Servers.CASSANDRA);
  }

  @Override
  public List<Result> measure(Setting setting) {
    try (var work = new JobWork(setting)) {
      work.fill();
      var loops = new LinkedHashMap<String, List<Drain>>();
      var jobs = new LinkedHashMap<String, List<Drain>>();
      var upserts = new LinkedHashMap<String, List<Drain>>();
      var together = new ArrayList<Drain>();
      for (int round = 1; round <= setting.rounds(); round++) {
        for (String job : setting.jobs()) {
          add(jobs, job, work.run(List.of(job)));
          add(upserts, job, work.loopWithUpserts(job));
          add(loops, job, work.loop(job));
          setting.say(
              "aggregate, round %d, %s: %,.0f records/s; loop %,.0f",
              round,
              job,
              last(jobs.get(job)).warm().recordsPerSecond(),
              last(loops.get(job)).warm().recordsPerSecond());
        }
        if (setting.jobs().size() > 1) {
          together.add(work.run(setting.jobs()));
          setting.say(
              "aggregate, round %d, all together: %,.0f records/s",
              round, last(together).warm().recordsPerSecond());
        }
      }
      return results(jobs, loops, upserts, together);
    }
  }

  @Override
  public Set<Scale> scales() {
    return EnumSet.allOf(Scale.class);
  }

  /** All jobs in one application. */
  @Override
  public Sample alone(Setting setting) {
    try (var work = new JobWork(setting)) {
      work.fill();
      return work.run(setting.jobs()).warm();
    }
  }

  private static List<Result> results(
      Map<String, List<Drain>> jobs,
      Map<String, List<Drain>> loops,
      Map<String, List<Drain>> upserts,
      List<Drain> together) {
    var results = new ArrayList<Result>();
    for (String job : jobs.keySet()) {
      boolean promised = job.equals(MODEL);
      results.add(
          new Comparison(
              job,
              LOOP,
              promised
                  ? List.of(
                      Promise.rateAtLeast(RATE), Promise.clientCpuAtMost(CPU), Promise.cpuTold())
                  : List.of(Promise.rateTold(), Promise.clientCpuTold(), Promise.cpuTold()),
              warm(jobs.get(job)),
              warm(loops.get(job))));
      results.add(
          new Comparison(
              job + ", its cold start included",
              LOOP,
              List.of(Promise.rateTold(), Promise.clientCpuTold()),
              whole(jobs.get(job)),
              whole(loops.get(job))));
      results.add(
          new Comparison(
              job,
              UPSERTS,
              List.of(Promise.rateTold(), Promise.clientCpuTold(), Promise.cpuTold()),
              warm(jobs.get(job)),
              warm(upserts.get(job))));
    }
    if (!together.isEmpty()) {
      var one = jobs.getOrDefault(MODEL, jobs.values().iterator().next());
      results.add(
          new Comparison(
              jobs.size() + " jobs in one application, per record and job",
              "one job alone",
              List.of(Promise.rateAtLeast(TOGETHER), Promise.clientCpuTold()),
              warm(together),
              warm(one)));
    }
    return results;
  }

  private static void add(Map<String, List<Drain>> drains, String job, Drain drain) {
    drains.computeIfAbsent(job, absent -> new ArrayList<>()).add(drain);
  }

  private static Drain last(List<Drain> drains) {
    return drains.get(drains.size() - 1);
  }

  private static List<Sample> warm(List<Drain> drains) {
    return drains.stream().map(Drain::warm).toList();
  }

  private static List<Sample> whole(List<Drain> drains) {
    return drains.stream().map(Drain::whole).toList();
  }
}
