package dev.kappa.spark;

import dev.kappa.spark.io.Heartbeat;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.streaming.StateOperatorProgress;
import org.apache.spark.sql.streaming.StreamingQueryListener;

/** Says every few seconds, beside each job's checkpoint, that this driver runs the job. */
final class JobHeartbeats extends StreamingQueryListener implements AutoCloseable {
  private final URI checkpoints;
  private final Configuration hadoop;
  private final JobLog log;
  private final Map<UUID, Running> jobs = new HashMap<>();
  private final Map<String, Integer> starts = new HashMap<>();
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "heartbeats");
            thread.setDaemon(true);
            return thread;
          });

  private static final class Running {
    private final String job;
    private final String since = now();
    private String lastBatch;
    private String newestEvent;
    private Long lastBatchMillis;
    private Long stateBytes;
    private String watermark;
    private final int retries;

    Running(String job, int retries) {
      this.job = job;
      this.retries = retries;
    }
  }

  JobHeartbeats(URI checkpoints, Configuration hadoop, JobLog log) {
    this.checkpoints = checkpoints;
    this.hadoop = hadoop;
    this.log = log;
    var unused =
        clock.scheduleAtFixedRate(
            this::beat, 0, Heartbeat.INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void onQueryStarted(QueryStartedEvent event) {
    int retries = starts.merge(event.name(), 1, Integer::sum) - 1;
    jobs.put(event.runId(), new Running(event.name(), retries));
  }

  @Override
  public synchronized void onQueryProgress(QueryProgressEvent event) {
    var running = jobs.get(event.progress().runId());
    var newest = event.progress().eventTime().get("max");
    if (running != null && event.progress().numInputRows() > 0) {
      running.lastBatch = now();
      running.newestEvent = later(running.newestEvent, newest);
      running.lastBatchMillis = event.progress().durationMs().get("triggerExecution");
      running.stateBytes =
          Arrays.stream(event.progress().stateOperators()).mapToLong(JobHeartbeats::bytes).sum();
      running.watermark = event.progress().eventTime().get("watermark");
    }
  }

  @Override
  public synchronized void onQueryTerminated(QueryTerminatedEvent event) {
    var running = jobs.remove(event.runId());
    if (running != null) {
      write(running, true);
    }
  }

  private synchronized void beat() {
    jobs.values().forEach(running -> write(running, false));
  }

  private void write(Running running, boolean stopped) {
    var heartbeat =
        new Heartbeat(
            driver(),
            running.since,
            now(),
            stopped,
            running.lastBatch,
            running.newestEvent,
            running.lastBatchMillis,
            running.stateBytes,
            running.watermark,
            running.retries);
    try {
      heartbeat.write(checkpoints, running.job, hadoop);
    } catch (IOException | RuntimeException e) {
      // The job itself goes on: kappa jobs will show it as lost until this works again.
      log.warn(running.job, "no heartbeat beside the checkpoint (%s)".formatted(e));
    }
  }

  private static long bytes(StateOperatorProgress state) {
    return state.memoryUsedBytes() + state.customMetrics().getOrDefault("rocksdbSstFileSize", 0L);
  }

  private static String later(String one, String other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return Instant.parse(one).isAfter(Instant.parse(other)) ? one : other;
  }

  private static String driver() {
    return "%s, process %d".formatted(host(), ProcessHandle.current().pid());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  @Override
  public synchronized void close() {
    clock.shutdown();
    jobs.values().forEach(running -> write(running, true));
    jobs.clear();
  }
}
