package dev.kappa.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.streaming.Trigger;

/** Runs jobs beside one another: one that fails is started again, and takes no other one down. */
final class JobSupervisor {
  private static final long LOOK_EVERY_MILLIS = 50;

  private final JobRun run;
  private final BatchGate gate;
  private final JobLog log;

  JobSupervisor(JobRun run, BatchGate gate, JobLog log) {
    this.run = run;
    this.gate = gate;
    this.log = log;
  }

  /**
   * Runs jobs until each has ended or the gate is closed, and then until their micro-batches are
   * done.
   *
   * @return the jobs that were given up, and why
   */
  Map<String, String> run(List<Job> jobs, Trigger trigger)
      throws InterruptedException, TimeoutException {
    var running = jobs.stream().map(job -> new RunningJob(job, run, trigger, log)).toList();
    while (!running.stream().allMatch(RunningJob::hasEnded)) {
      for (RunningJob one : running) {
        if (gate.isClosed()) {
          one.stopBetweenBatches(gate);
        } else {
          one.look();
        }
      }
      if (gate.awaitClosed(LOOK_EVERY_MILLIS)) {
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    }
    var givenUp = new LinkedHashMap<String, String>();
    running.forEach(one -> one.givenUp().ifPresent(reason -> givenUp.put(one.name(), reason)));
    return givenUp;
  }
}
