package dev.kappa.enrich.run;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the lifecycle of the enricher's applications.
 *
 * <pre>
 *   waiting for topics -> starting -> running <-> rebalancing -> closed
 *                            ^----- gave up <-'
 * </pre>
 */
public final class EnrichRunner {
  private static final Logger LOG = LoggerFactory.getLogger(EnrichRunner.class);
  private static final Duration PROGRESS = Duration.ofSeconds(10);

  private final TopicGate gate;
  private final List<StreamsApp> applications;
  private final Optional<InetSocketAddress> http;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Totals totals = new Totals();
  private final Health health = new Health();

  /**
   * @param http where to answer for health and metrics
   */
  public EnrichRunner(
      TopicGate gate, List<StreamsApp> applications, Optional<InetSocketAddress> http) {
    this.gate = gate;
    this.applications = List.copyOf(applications);
    this.http = http;
  }

  /** Asks a running enricher to close; {@link #run()} then returns. */
  public void stop() {
    stop.countDown();
  }

  /**
   * Runs until {@link #stop()}.
   *
   * @return whether everything was committed and closed
   */
  public boolean run() throws InterruptedException {
    var endpoint = http.map(address -> HttpEndpoint.start(address, health));
    try {
      endpoint.ifPresent(e -> LOG.info("health and metrics on port {}", e.port()));
      return !gate.await(stop) || process();
    } finally {
      endpoint.ifPresent(HttpEndpoint::close);
    }
  }

  private boolean process() throws InterruptedException {
    var running = new ArrayList<RunningApp>();
    var clean = true;
    try {
      for (var application : applications) {
        var app = new RunningApp(application, new ReplaceThread(stop));
        app.start();
        running.add(app);
      }
      health.watch(running);
      while (!stop.await(PROGRESS.toMillis(), TimeUnit.MILLISECONDS)) {
        running.forEach(RunningApp::mend);
        report(running);
      }
    } finally {
      report(running);
      for (var app : running) {
        clean &= app.close();
      }
      LOG.info("closed{}", clean ? "" : ", and not cleanly");
    }
    return clean;
  }

  private void report(List<RunningApp> running) {
    if (running.stream().noneMatch(RunningApp::connected)) {
      LOG.warn("Kafka does not answer: waiting for it");
    }
    totals.sample(running);
    LOG.info(
        "records in {}, out {}, dead {}",
        totals.of(ShownMetric.RECORDS_IN),
        totals.of(ShownMetric.RECORDS_OUT),
        totals.of(ShownMetric.RECORDS_DEAD));
  }
}
