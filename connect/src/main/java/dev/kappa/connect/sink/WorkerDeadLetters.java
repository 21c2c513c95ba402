package dev.kappa.connect.sink;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;

/** The worker's own dead-letter queue, {@code errors.deadletterqueue.topic.name}. */
public final class WorkerDeadLetters implements DeadLetters {
  private final ErrantRecordReporter reporter;

  /**
   * Waits for reports. The worker does so before it asks for the offsets to commit, which is too
   * early for what Elasticsearch refuses after that.
   */
  private final ExecutorService waiting =
      Executors.newSingleThreadExecutor(
          task -> {
            var thread = new Thread(task, "dead-letter-reports");
            thread.setDaemon(true);
            return thread;
          });

  public WorkerDeadLetters(ErrantRecordReporter reporter) {
    this.reporter = reporter;
  }

  @Override
  public void send(SinkRecord record, String reason, String explanation, Completion whenDone) {
    var report = reporter.report(record, new DataException(reason + ": " + explanation));
    waiting.execute(() -> await(report, whenDone));
  }

  @Override
  public void close() {
    waiting.shutdownNow(); // offsets of what is not reported yet have not been committed
  }

  private static void await(Future<Void> report, Completion whenDone) {
    try {
      report.get();
      whenDone.done(null);
    } catch (ExecutionException e) {
      whenDone.done(new DataException("not in the worker's dead-letter queue", e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }
}
