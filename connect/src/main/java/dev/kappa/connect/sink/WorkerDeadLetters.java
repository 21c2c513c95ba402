package dev.kappa.connect.sink;

import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The worker's own dead-letter queue, {@code errors.deadletterqueue.topic.name}. */
public final class WorkerDeadLetters implements DeadLetters {
  private final ErrantRecordReporter reporter;

  public WorkerDeadLetters(ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public void send(SinkRecord record, String reason, String explanation, Completion whenDone) {
    var unused = reporter.report(record, new DataException(reason + ": " + explanation));
    whenDone.done(null); // the worker waits for its own reports before it commits offsets
  }

  @Override
  public void close() {
    // the worker's
  }
}
