package dev.kappa.ingest;

import dev.kappa.ingest.check.LineCheck;
import dev.kappa.ingest.deliver.Delivery;
import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.LineSource;
import java.io.IOException;

/** One run from a source to Kafka: every line is read, checked and delivered. */
final class Production implements Run {
  private final LineSource source;
  private final LineCheck check;
  private final Delivery delivery;
  private final boolean endAtFirstFailure;
  private volatile boolean interrupted;

  /**
   * A run.
   *
   * @param endAtFirstFailure whether to leave the rest of the source unread when a line fails,
   *     rather than to hand it to the keeper of what is not delivered
   */
  Production(LineSource source, LineCheck check, Delivery delivery, boolean endAtFirstFailure) {
    this.source = source;
    this.check = check;
    this.delivery = delivery;
    this.endAtFirstFailure = endAtFirstFailure;
  }

  @Override
  public Outcome run() {
    Line last = null;
    String stop = null;
    try {
      for (Line line = next(); line != null; line = next()) {
        delivery.accept(line, check.check(line));
        last = line;
      }
    } catch (IOException e) {
      stop = e.getMessage() == null ? e.toString() : e.getMessage();
    }
    delivery.flush();
    if (interrupted) {
      stop = "interrupted behind " + (last == null ? "nothing" : last.place());
    }
    return new Outcome(delivery.report(), stop, delivery.firstFailure());
  }

  private Line next() throws IOException {
    boolean end = interrupted || (endAtFirstFailure && delivery.firstFailure() != null);
    return end ? null : source.next();
  }

  @Override
  public void interrupt() {
    interrupted = true;
    source.interrupt();
  }
}
