package dev.kappa.ingest;

import dev.kappa.ingest.deliver.Delivery;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends all that a run sends in one transaction: every line, or none. */
final class WholeOrNothing implements Run {
  private final Producer<byte[], byte[]> producer;
  private final Production production;
  private final Delivery delivery;
  private final List<ProducerRecord<byte[], byte[]>> entries;

  /**
   * A run in a transaction.
   *
   * @param producer after {@link Producer#initTransactions()}
   * @param production ends at the first failure
   * @param delivery what the production sends through, with that producer
   * @param entries what is remembered of the run once it has succeeded
   */
  WholeOrNothing(
      Producer<byte[], byte[]> producer,
      Production production,
      Delivery delivery,
      List<ProducerRecord<byte[], byte[]>> entries) {
    this.producer = producer;
    this.production = production;
    this.delivery = delivery;
    this.entries = List.copyOf(entries);
  }

  @Override
  public Outcome run() {
    var before = delivery.report();
    producer.beginTransaction();
    var outcome = production.run();
    if (!outcome.complete()) {
      producer.abortTransaction();
      return outcome.abortedSince(before);
    }
    for (var entry : entries) {
      var unused = producer.send(entry); // a failure makes the commit fail
    }
    Commit.of(producer);
    return outcome;
  }

  @Override
  public void interrupt() {
    production.interrupt();
  }
}
