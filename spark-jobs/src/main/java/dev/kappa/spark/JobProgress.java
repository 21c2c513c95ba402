package dev.kappa.spark;

import dev.kappa.spark.duplicates.Duplicates;
import dev.kappa.spark.events.Admission;
import dev.kappa.spark.source.EventSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.streaming.StreamingQueryListener;
import org.apache.spark.sql.streaming.StreamingQueryProgress;

/** Counts what jobs read and write, and says so after each micro-batch that had records. */
final class JobProgress extends StreamingQueryListener {
  private final JobLog log;
  private final Map<String, Totals> totals = new LinkedHashMap<>();

  /**
   * What a job has done since it was started.
   *
   * @param records read
   * @param malformed of these, no events, and now dead letters
   * @param future of these, from a clock that was ahead
   * @param late of these, behind the watermark
   * @param duplicates of these, events that have counted already
   * @param rows written; a row that changes in ten batches is written ten times
   * @param seconds spent in micro-batches
   */
  record Totals(
      long batches,
      long records,
      long malformed,
      long future,
      long late,
      long duplicates,
      long rows,
      double seconds) {
    private static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0);

    Totals plus(Totals other) {
      return new Totals(
          batches + other.batches,
          records + other.records,
          malformed + other.malformed,
          future + other.future,
          late + other.late,
          duplicates + other.duplicates,
          rows + other.rows,
          seconds + other.seconds);
    }

    /** In words, in brackets; empty where everything counted. */
    String notCounted() {
      return malformed + future + late + duplicates == 0
          ? ""
          : " (not counted: %,d malformed, %,d future, %,d late, %,d duplicates)"
              .formatted(malformed, future, late, duplicates);
    }
  }

  /**
   * @param log where the lines go
   */
  JobProgress(JobLog log, Collection<String> jobs) {
    this.log = log;
    jobs.forEach(job -> totals.put(job, Totals.NONE));
  }

  /** Totals by job, in the order in which the jobs were named. */
  synchronized Map<String, Totals> totals() {
    return new LinkedHashMap<>(totals);
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    log.info(event.name(), "started");
  }

  @Override
  public synchronized void onQueryProgress(QueryProgressEvent event) {
    var progress = event.progress();
    var batch = totals(progress);
    if (batch.records == 0 && batch.rows == 0) {
      return;
    }
    totals.merge(progress.name(), batch, Totals::plus);
    log.info(
        progress.name(),
        "batch %,d, %,d records%s, %,d rows written, %.1f s"
            .formatted(
                progress.batchId(), batch.records, batch.notCounted(), batch.rows, batch.seconds));
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    // said by whoever waits for the query
  }

  private static Totals totals(StreamingQueryProgress progress) {
    return new Totals(
        1,
        count(progress, JobRun.READ, EventSource.RECORDS),
        count(progress, JobRun.READ, Admission.Reason.MALFORMED.label()),
        count(progress, JobRun.READ, Admission.Reason.FUTURE.label()),
        count(progress, JobRun.READ, Admission.Reason.LATE.label()),
        count(progress, Duplicates.DUPLICATES, Duplicates.DUPLICATES),
        count(progress, JobRun.WRITTEN, JobRun.ROWS),
        progress.durationMs().getOrDefault("triggerExecution", 0L) / 1000.0);
  }

  private static long count(StreamingQueryProgress progress, String observation, String name) {
    var row = progress.observedMetrics().get(observation);
    return row == null || row.isNullAt(row.fieldIndex(name)) ? 0 : row.<Long>getAs(name);
  }
}
