package dev.kappa.ingest;

import dev.kappa.ingest.check.LineCheck;
import dev.kappa.ingest.deliver.Delivery;
import dev.kappa.ingest.deliver.DeliveryReport;
import dev.kappa.ingest.follow.FollowedFile;
import dev.kappa.ingest.follow.Position;
import dev.kappa.ingest.source.Line;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Sends what a file grows by, until it is interrupted. Lines and the position behind them go into
 * one transaction a second, so that each line is sent once, however often this ends and begins
 * again.
 */
final class Following implements Run {
  private static final long TRANSACTION_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int TRANSACTION_LINES = 50_000;
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  private final Producer<byte[], byte[]> producer;
  private final FollowedFile file;
  private final LineCheck check;
  private final Delivery delivery;
  private final Function<Position, ProducerRecord<byte[], byte[]>> remember;
  private final Thread reader = Thread.currentThread();
  private volatile boolean interrupted;

  /**
   * Follows a file, in the calling thread.
   *
   * @param producer after {@link Producer#initTransactions()}
   * @param delivery sends through that producer
   * @param remember makes the record that keeps a position
   */
  Following(
      Producer<byte[], byte[]> producer,
      FollowedFile file,
      LineCheck check,
      Delivery delivery,
      Function<Position, ProducerRecord<byte[], byte[]>> remember) {
    this.producer = producer;
    this.file = file;
    this.check = check;
    this.delivery = delivery;
    this.remember = remember;
  }

  @Override
  public Outcome run() throws IOException {
    while (!interrupted) {
      var line = file.next();
      if (line == null) {
        LockSupport.parkNanos(POLL_NANOS);
        continue;
      }
      var committed = delivery.report();
      producer.beginTransaction();
      var last = deliver(line);
      var unused = producer.send(remember.apply(file.position())); // or the commit fails
      delivery.flush();
      if (delivery.firstFailure() != null) {
        producer.abortTransaction();
        return outcome(committed, line, last);
      }
      Commit.of(producer);
    }
    return new Outcome(delivery.report(), null, null);
  }

  private Line deliver(Line first) throws IOException {
    long until = System.nanoTime() + TRANSACTION_NANOS;
    int count = 0;
    var last = first;
    for (Line line = first; line != null; line = file.next()) {
      delivery.accept(line, check.check(line));
      last = line;
      if (++count == TRANSACTION_LINES || System.nanoTime() > until || interrupted) {
        break;
      }
    }
    return last;
  }

  private Outcome outcome(DeliveryReport committed, Line first, Line last) {
    return new Outcome(
        delivery.report().abortedSince(committed),
        "%s to %s were not delivered; the next run begins with them"
            .formatted(first.place(), last.place()),
        delivery.firstFailure());
  }

  @Override
  public void interrupt() {
    interrupted = true;
    LockSupport.unpark(reader);
  }
}
