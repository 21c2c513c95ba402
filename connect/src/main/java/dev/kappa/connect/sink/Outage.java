package dev.kappa.connect.sink;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that Elasticsearch is away or busy: at once, then now and then, and when it is over. */
public final class Outage {
  private static final Logger log = LoggerFactory.getLogger(Outage.class);
  private static final Duration REMINDER = Duration.ofSeconds(30);

  private Instant since;
  private Instant said = Instant.MIN;

  /** Some records could not be written just now. */
  public synchronized void goesOn(int records, String problem) {
    var now = Instant.now();
    since = since == null ? now : since;
    if (said.isBefore(now.minus(REMINDER))) {
      said = now;
      log.warn(
          "{} records wait to be indexed, and are tried again until they are: {}",
          records,
          problem);
    }
  }

  /** Whether it lasts. */
  public synchronized boolean lasts() {
    return since != null;
  }

  /** Writing succeeded. */
  public synchronized void over() {
    if (since != null) {
      log.info("indexing goes on after {} s", Duration.between(since, Instant.now()).toSeconds());
      since = null;
      said = Instant.MIN;
    }
  }
}
