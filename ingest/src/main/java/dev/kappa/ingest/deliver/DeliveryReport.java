package dev.kappa.ingest.deliver;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the lines so far.
 *
 * @param sent records handed to the producer for the topic
 * @param acknowledged of those, the ones that the brokers have
 * @param failed lines that reached neither the topic nor the dead letters
 * @param deadLetters lines that the dead-letter topic has
 * @param empty lines with nothing in them
 * @param bytes in the values of the acknowledged records
 * @param inFlight records and dead letters that are not answered yet
 */
public record DeliveryReport(
    String topic,
    long sent,
    long acknowledged,
    long failed,
    long deadLetters,
    long empty,
    long bytes,
    long inFlight,
    Duration elapsed) {

  /** Whether every line is where it belongs. */
  public boolean complete() {
    return failed == 0 && inFlight == 0;
  }

  /** What is left of this after the transaction was aborted that began at {@code committed}. */
  public DeliveryReport abortedSince(DeliveryReport committed) {
    long undone =
        acknowledged + deadLetters + inFlight - committed.acknowledged - committed.deadLetters;
    return new DeliveryReport(
        topic,
        sent,
        committed.acknowledged,
        failed + undone,
        committed.deadLetters,
        empty,
        committed.bytes,
        0,
        elapsed);
  }

  /** For scripts. */
  public Map<String, Object> toJson() {
    var object = new LinkedHashMap<String, Object>();
    object.put("topic", topic);
    object.put("sent", sent);
    object.put("acknowledged", acknowledged);
    object.put("failed", failed);
    object.put("dead_letters", deadLetters);
    object.put("empty", empty);
    object.put("seconds", elapsed.toMillis() / 1000.0);
    return object;
  }

  /** For people: one line. */
  public String toText() {
    double seconds = Math.max(elapsed.toMillis(), 1) / 1000.0;
    return "%,d records acknowledged (%,.1f MB, %,.0f/s), %,d in flight, %,d failed, %,d dead letters, %,d empty"
        .formatted(
            acknowledged,
            bytes / 1e6,
            acknowledged / seconds,
            inFlight,
            failed,
            deadLetters,
            empty);
  }
}
