package dev.kappa.enrich.it;

import dev.kappa.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** Reads the committed output all the time, as its users do, and takes down what is there. */
final class OutputWatch implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final CommittedRecords records;
  private final int keys;
  private final Thread thread = new Thread(this::watch, "output-watch");
  private final Map<String, Long> lastNumbers = new HashMap<>();
  private final Set<Integer> partitionsWithNew = new HashSet<>();
  private long since = Long.MAX_VALUE;
  private volatile boolean stopped;

  private OutputWatch(CommittedRecords records, int keys) {
    this.records = records;
    this.keys = keys;
  }

  /**
   * Begins to read.
   *
   * @param keys how many there will be
   */
  static OutputWatch start(String bootstrapServers, String topic, int keys) {
    var watch = new OutputWatch(new CommittedRecords(bootstrapServers, topic), keys);
    watch.thread.start();
    return watch;
  }

  /** Waits until the n-th record of every key is in the committed output. */
  void await(long n) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> has(n));
  }

  /** From now on, {@link #awaitNewRecords} is about records that were sent after this moment. */
  synchronized void mark() {
    since = System.currentTimeMillis();
    partitionsWithNew.clear();
  }

  /**
   * Waits until every partition has a new record.
   *
   * @param partitions how many there are
   */
  void awaitNewRecords(int partitions) {
    Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> haveNew() == partitions);
  }

  private synchronized int haveNew() {
    return partitionsWithNew.size();
  }

  private synchronized boolean has(long n) {
    return lastNumbers.size() == keys
        && lastNumbers.values().stream().allMatch(number -> number >= n);
  }

  private void watch() {
    try (records) {
      while (!stopped) {
        var read = records.readOn();
        synchronized (this) {
          for (var record : read) {
            if (record.timestamp() >= since) {
              partitionsWithNew.add(record.partition());
            }
            note(record.value());
          }
        }
      }
    }
  }

  private void note(byte[] value) {
    try {
      var json = Json.mapper().readTree(value);
      lastNumbers.merge(json.get("key").textValue(), json.get("n").longValue(), Long::max);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    stopped = true;
  }
}
