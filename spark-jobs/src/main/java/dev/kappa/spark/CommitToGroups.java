package dev.kappa.spark;

import dev.kappa.spark.io.GroupOffsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.spark.sql.streaming.SourceProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;

/** After each micro-batch, commits its offsets to the job's Kafka group. */
final class CommitToGroups extends StreamingQueryListener {
  private final GroupOffsets groups;
  private final JobLog log;

  CommitToGroups(GroupOffsets groups, JobLog log) {
    this.groups = groups;
    this.log = log;
  }

  @Override
  public void onQueryStarted(QueryStartedEvent event) {
    // nothing is consumed yet
  }

  @Override
  public void onQueryProgress(QueryProgressEvent event) {
    var progress = event.progress();
    for (SourceProgress source : progress.sources()) {
      try {
        groups.commit(progress.name(), source.endOffset());
      } catch (ExecutionException | TimeoutException e) {
        log.warn(
            progress.name(),
            "offsets not committed to %s, the next batch will (%s)"
                .formatted(GroupOffsets.groupOf(progress.name()), e));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void onQueryTerminated(QueryTerminatedEvent event) {
    // the last batch has been committed
  }
}
