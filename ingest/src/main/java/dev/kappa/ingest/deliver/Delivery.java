package dev.kappa.ingest.deliver;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.ingest.check.RecordFields;
import dev.kappa.ingest.check.Verdict;
import dev.kappa.ingest.source.Line;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Sends lines and dead letters, and counts what the brokers answer. A line ends as acknowledged, as
 * a dead letter, as empty, or as failed; a failed one is handed to the keeper of what is not
 * delivered.
 */
public final class Delivery {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final String deadLetterTopic;
  private final RecordFields fields;
  private final Consumer<Line> undelivered;
  private final long startedAt = System.nanoTime();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong deadLettersSent = new AtomicLong();
  private final AtomicLong deadLetters = new AtomicLong();
  private final AtomicLong failedSends = new AtomicLong();
  private final AtomicLong neverSent = new AtomicLong();
  private final AtomicLong empty = new AtomicLong();
  private final AtomicReference<Exception> firstFailure = new AtomicReference<>();

  /**
   * Delivers to {@code topic}.
   *
   * @param producer idempotent; not closed here
   * @param fields what dead letters say about the key and the timestamp they would have had
   * @param undelivered is handed each line that failed, by any thread
   */
  public Delivery(
      Producer<byte[], byte[]> producer,
      String topic,
      String deadLetterTopic,
      RecordFields fields,
      Consumer<Line> undelivered) {
    this.producer = producer;
    this.topic = topic;
    this.deadLetterTopic = deadLetterTopic;
    this.fields = fields;
    this.undelivered = undelivered;
  }

  /** Takes a line on its way; waits while the producer's buffer is full. */
  public void accept(Line line, Verdict verdict) {
    if (line.spilled()) {
      neverSent.incrementAndGet();
    } else if (firstFailure.get() != null) {
      neverSent.incrementAndGet();
      undelivered.accept(line);
    } else if (verdict instanceof Verdict.Fit fit) {
      sent.incrementAndGet();
      send(
          new ProducerRecord<>(topic, null, fit.timestamp(), fit.key(), line.value()),
          line,
          () -> {
            acknowledged.incrementAndGet();
            bytes.addAndGet(line.value().length);
          });
    } else if (verdict instanceof Verdict.Unfit unfit) {
      deadLettersSent.incrementAndGet();
      send(deadLetter(line, unfit), line, deadLetters::incrementAndGet);
    } else {
      empty.incrementAndGet();
    }
  }

  /** Waits until every record is acknowledged or has failed. */
  public void flush() {
    producer.flush();
  }

  /** Why the first line failed, or null. After it, lines are kept instead of being sent. */
  public Exception firstFailure() {
    return firstFailure.get();
  }

  public DeliveryReport report() {
    long failures = failedSends.get();
    long answered = acknowledged.get() + deadLetters.get() + failures;
    return new DeliveryReport(
        topic,
        sent.get(),
        acknowledged.get(),
        failures + neverSent.get(),
        deadLetters.get(),
        empty.get(),
        bytes.get(),
        sent.get() + deadLettersSent.get() - answered,
        Duration.ofNanos(System.nanoTime() - startedAt));
  }

  private void send(ProducerRecord<byte[], byte[]> record, Line line, Runnable onAcknowledged) {
    Callback callback =
        (metadata, exception) -> {
          if (exception == null) {
            onAcknowledged.run();
          } else {
            fail(line, exception);
          }
        };
    try {
      var unused = producer.send(record, callback); // the callback gets the answer
    } catch (KafkaException e) {
      // Of the failures before the network, the callback gets the ApiExceptions alone.
      fail(line, e);
    }
  }

  private void fail(Line line, Exception exception) {
    firstFailure.compareAndSet(null, exception);
    undelivered.accept(line);
    failedSends.incrementAndGet();
  }

  private ProducerRecord<byte[], byte[]> deadLetter(Line line, Verdict.Unfit unfit) {
    var source = new DeadLetter.FromFile(topic, line.file(), line.number(), Instant.now());
    var letter =
        new DeadLetter(
            null, line.value(), "ingest", unfit.reason(), unfit.explanation(), source, 1);
    var record = letter.toRecord(deadLetterTopic);
    fields.addTo(record.headers());
    return record;
  }
}
