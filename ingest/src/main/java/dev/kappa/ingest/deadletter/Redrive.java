package dev.kappa.ingest.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/**
 * Sends dead letters back to the topics that they came from. The records and the memory of their
 * letters go into one transaction for each chunk, so that killing and running it again sends each
 * letter back exactly once.
 */
public final class Redrive {
  private static final int CHUNK_LETTERS = 500;
  private static final long CHUNK_BYTES = 8L * 1024 * 1024;

  private final Producer<byte[], byte[]> producer;
  private final Redriven redriven;
  private final Destinations destinations;
  private final ValueEdit edit;
  private final ExecutorService editors;
  private final Map<String, Long> refused = new TreeMap<>();
  private final List<StoredLetter> chunk = new ArrayList<>();
  private long chunkBytes;
  private final AtomicLong sent = new AtomicLong();

  /**
   * Prepares to send letters back.
   *
   * @param producer after {@link Producer#initTransactions()}, before {@code redriven} was read
   * @param edit repairs values; null to send them as they are
   * @param editors run the edits
   */
  public Redrive(
      Producer<byte[], byte[]> producer,
      Redriven redriven,
      Destinations destinations,
      ValueEdit edit,
      ExecutorService editors) {
    this.producer = producer;
    this.redriven = redriven;
    this.destinations = destinations;
    this.edit = edit;
    this.editors = editors;
  }

  /** Takes a letter that is neither sent back nor parked. */
  public void accept(StoredLetter letter) {
    chunk.add(letter);
    chunkBytes += letter.letter().value() == null ? 0 : letter.letter().value().length;
    if (chunk.size() == CHUNK_LETTERS || chunkBytes > CHUNK_BYTES) {
      flush();
    }
  }

  /** Sends back what was taken and is not sent back yet. */
  public void flush() {
    var returns = returns();
    if (returns.stream().anyMatch(Return.Sent.class::isInstance)) {
      producer.beginTransaction();
      try {
        returns.forEach(this::send);
        producer.commitTransaction();
      } catch (KafkaException e) {
        throw new IllegalStateException(
            "%,d dead letters were sent back, then it failed (%s); run it again for the others"
                .formatted(sent.get(), e.getMessage()),
            e);
      }
      sent.addAndGet(returns.stream().filter(Return.Sent.class::isInstance).count());
    }
    chunk.clear();
    chunkBytes = 0;
  }

  /** How many letters were sent back. */
  public long sent() {
    return sent.get();
  }

  /** How many letters stay where they are, by the reason. */
  public Map<String, Long> refused() {
    return refused;
  }

  private void send(Return one) {
    if (one instanceof Return.Sent back) {
      var unused = producer.send(back.record()); // a failure makes the commit fail
      var unusedToo = producer.send(redriven.entry(back.letter()));
    }
  }

  private List<Return> returns() {
    var edits = new ArrayList<Future<Return>>();
    for (var letter : chunk) {
      var destination = destinations.of(letter);
      edits.add(editors.submit(() -> back(letter, destination)));
    }
    var returns = new ArrayList<Return>();
    for (var one : edits) {
      var done = get(one);
      if (done instanceof Return.Refused stays) {
        refused.merge(stays.why(), 1L, Long::sum);
      }
      returns.add(done);
    }
    return returns;
  }

  private Return back(StoredLetter letter, Optional<Destination> destination) {
    if (destination.isEmpty()) {
      return new Return.Refused(
          letter, "topic %s does not exist".formatted(letter.letter().source().topic()));
    }
    var value = letter.letter().value();
    if (edit == null || value == null) {
      return destination.get().back(letter, value);
    }
    return edit.apply(value)
        .map(repaired -> destination.get().back(letter, repaired))
        .orElseGet(() -> new Return.Refused(letter, "the edit failed or gave nothing back"));
  }

  private static Return get(Future<Return> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while dead letters were edited", e);
    }
  }
}
