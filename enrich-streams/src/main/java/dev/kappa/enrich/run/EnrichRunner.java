package dev.kappa.enrich.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the lifecycle of the enricher's applications: start, run until told to stop, close.
 *
 * <pre>
 *   waiting for topics -> starting -> running <-> rebalancing -> closed
 *                                         `-> failed
 * </pre>
 */
public final class EnrichRunner {
  private static final Logger LOG = LoggerFactory.getLogger(EnrichRunner.class);
  private static final Duration PROGRESS = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(30);

  private final TopicGate gate;
  private final List<StreamsApp> applications;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Totals totals = new Totals();

  public EnrichRunner(TopicGate gate, List<StreamsApp> applications) {
    this.gate = gate;
    this.applications = List.copyOf(applications);
  }

  /** Asks a running enricher to close; {@link #run()} then returns. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs until {@link #stop()}.
   *
   * @return whether it ended because it was told to, with everything committed and closed
   */
  public boolean run() throws InterruptedException {
    if (!gate.await(stop)) {
      return true;
    }
    var running = new ArrayList<KafkaStreams>();
    var healthy = true;
    try {
      for (var application : applications) {
        running.add(start(application));
      }
      while (healthy && !stop.await(PROGRESS.toMillis(), TimeUnit.MILLISECONDS)) {
        healthy = running.stream().noneMatch(s -> s.state() == KafkaStreams.State.ERROR);
        report(running);
      }
    } finally {
      totals.sample(running);
      for (var streams : running) {
        healthy &= streams.close(CLOSE);
      }
      report(List.of());
      LOG.info("closed{}", healthy ? "" : ", and not cleanly");
    }
    return healthy;
  }

  private KafkaStreams start(StreamsApp application) {
    var streams = new KafkaStreams(application.topology(), application.settings());
    streams.setStateListener(
        (now, before) -> LOG.info("{}: {} (was {})", application.name(), now, before));
    streams.setUncaughtExceptionHandler(new ReplaceThread(application.name(), stop));
    streams.start();
    return streams;
  }

  private void report(List<KafkaStreams> running) {
    totals.sample(running);
    LOG.info("records in {}, out {}, dead {}", totals.in(), totals.out(), totals.dead());
  }
}
