package dev.kappa.ingest.deadletter;

import org.apache.kafka.clients.producer.ProducerRecord;

/** What a redrive does with a dead letter. */
sealed interface Return {
  StoredLetter letter();

  /** It goes back. */
  record Sent(StoredLetter letter, ProducerRecord<byte[], byte[]> record) implements Return {}

  /**
   * It stays.
   *
   * @param why for a person
   */
  record Refused(StoredLetter letter, String why) implements Return {}
}
