package dev.kappa.ingest;

import dev.kappa.ingest.check.LineCheck;
import dev.kappa.ingest.deliver.Delivery;
import dev.kappa.ingest.deliver.DeliveryReport;
import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.LineSource;
import java.io.IOException;

/** One run from a source to Kafka: every line is read, checked and delivered. */
final class Production {
  private final LineSource source;
  private final LineCheck check;
  private final Delivery delivery;

  Production(LineSource source, LineCheck check, Delivery delivery) {
    this.source = source;
    this.check = check;
    this.delivery = delivery;
  }

  /** Runs to the end of the source, and until the brokers have answered for every line. */
  DeliveryReport run() throws IOException {
    try {
      for (Line line = source.next(); line != null; line = source.next()) {
        delivery.accept(line, check.check(line));
      }
    } finally {
      delivery.flush();
    }
    return delivery.report();
  }
}
