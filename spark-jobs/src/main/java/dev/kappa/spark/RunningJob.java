package dev.kappa.spark;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;

/** One job through all its queries: each goes on where the one before has failed. */
final class RunningJob {
  private final Job job;
  private final JobRun run;
  private final Trigger trigger;
  private final JobLog log;
  private final Retry retry = new Retry();
  private StreamingQuery query;
  private Instant next = Instant.MIN;
  private boolean ended;
  private String reason;

  RunningJob(Job job, JobRun run, Trigger trigger, JobLog log) {
    this.job = job;
    this.run = run;
    this.trigger = trigger;
    this.log = log;
  }

  String name() {
    return job.name();
  }

  /** Nothing more will happen: it has drained its topics, was stopped or given up. */
  boolean hasEnded() {
    return ended;
  }

  /** Why it was given up; empty where it was not. */
  Optional<String> givenUp() {
    return Optional.ofNullable(reason);
  }

  /** Looks after it: starts its query, or sees what has become of it. */
  void look() {
    if (ended) {
      return;
    }
    if (query == null) {
      if (!Instant.now().isBefore(next)) {
        start();
      }
    } else if (query.isActive()) {
      noteProgress();
    } else {
      var failure = query.exception();
      query = null;
      if (failure.isDefined()) {
        failed(failure.get());
      } else {
        ended = true;
      }
    }
  }

  /** Ends it, unless it is in the middle of a micro-batch. */
  void stopBetweenBatches(BatchGate gate) throws TimeoutException {
    if (query != null && query.isActive()) {
      var status = query.status();
      if (!gate.isReachedBy(job.name())
          && status.isTriggerActive()
          && !status.message().startsWith("Waiting for")) {
        return;
      }
      query.stop();
    }
    ended = true;
  }

  private void start() {
    try {
      query = run.start(job, trigger);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      ended = true;
    } catch (Exception e) {
      failed(e);
    }
  }

  private void noteProgress() {
    var progress = query.lastProgress();
    if (retry.isInTrouble() && progress != null && progress.durationMs().containsKey("addBatch")) {
      retry.succeeded();
      log.info(job.name(), "goes on");
    }
  }

  private void failed(Throwable thrown) {
    var failure = Failure.of(thrown);
    var pause = retry.failed(failure);
    if (pause.isPresent()) {
      next = Instant.now().plus(pause.get());
      log.warn(
          job.name(),
          "%s, next try in %d s".formatted(failure.sentence(), pause.get().toSeconds()));
    } else {
      ended = true;
      reason = failure.reason();
      log.warn(job.name(), "given up: " + reason);
    }
  }
}
