package dev.kappa.enrich.run;

import java.time.Duration;
import java.util.Collection;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One application, from start to close. When Kafka Streams gives up, it is started anew. */
final class RunningApp {
  private static final Logger LOG = LoggerFactory.getLogger(RunningApp.class);
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final StreamsApp app;
  private final RestoreProgress restoring = new RestoreProgress();
  private final ReplaceThread replaceThread;
  private volatile KafkaStreams streams;

  RunningApp(StreamsApp app, ReplaceThread replaceThread) {
    this.app = app;
    this.replaceThread = replaceThread;
  }

  void start() {
    var clients = new KafkaClients(app.transactions(), app::writes);
    var created = new KafkaStreams(app.topology(), app.settings(), clients);
    created.setStateListener((now, before) -> LOG.info("{}: {}", app.name(), now));
    created.setUncaughtExceptionHandler(replaceThread);
    created.setGlobalStateRestoreListener(restoring);
    streams = created;
    created.start();
  }

  /** Starts anew what has ended by itself. */
  void mend() {
    if (streams.state() == KafkaStreams.State.ERROR) {
      LOG.error("{}: gave up; starting it anew", app.name());
      streams.close(CLOSE);
      start();
    }
  }

  /** Commits and closes. Others take its partitions at once, unless it is expected back. */
  boolean close() {
    var operation =
        app.expectedBack()
            ? GroupMembershipOperation.REMAIN_IN_GROUP
            : GroupMembershipOperation.LEAVE_GROUP;
    return streams.close(CloseOptions.timeout(CLOSE).withGroupMembershipOperation(operation));
  }

  String name() {
    return app.name();
  }

  KafkaStreams.State state() {
    return streams.state();
  }

  Collection<? extends Metric> metrics() {
    return streams.metrics().values();
  }

  /** Whether any of its clients has a connection to a broker. */
  boolean connected() {
    return metrics().stream()
        .filter(metric -> metric.metricName().name().equals("connection-count"))
        .anyMatch(metric -> metric.metricValue() instanceof Number n && n.doubleValue() > 0);
  }

  long restoring() {
    return restoring.remainingRecords();
  }
}
