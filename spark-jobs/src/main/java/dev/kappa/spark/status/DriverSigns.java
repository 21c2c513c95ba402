package dev.kappa.spark.status;

import dev.kappa.spark.io.Heartbeat;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Tells from the heartbeats beside the checkpoints which jobs run. */
final class DriverSigns {
  /** A driver that is busy, or whose clock is a little behind, is not lost. */
  private static final Duration SILENCE = Heartbeat.INTERVAL.multipliedBy(4);

  private final URI checkpoints;
  private final Configuration hadoop;

  DriverSigns(URI checkpoints, Configuration hadoop) {
    this.checkpoints = checkpoints;
    this.hadoop = hadoop;
  }

  Optional<Heartbeat> of(String job) throws IOException {
    return Heartbeat.read(checkpoints, job, hadoop);
  }

  static JobStatus.State state(Optional<Heartbeat> sign, Instant now) {
    if (sign.isEmpty()) {
      return JobStatus.State.NEVER_RUN;
    }
    if (sign.get().stopped()) {
      return JobStatus.State.STOPPED;
    }
    var silent = Duration.between(Instant.parse(sign.get().at()), now);
    return silent.compareTo(SILENCE) > 0 ? JobStatus.State.LOST : JobStatus.State.RUNNING;
  }
}
