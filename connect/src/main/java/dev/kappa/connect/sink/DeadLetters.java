package dev.kappa.connect.sink;

import org.apache.kafka.connect.sink.SinkRecord;

/** Where records go that can never be indexed. */
public interface DeadLetters extends AutoCloseable {

  /**
   * Sets a record aside.
   *
   * @param reason a short, stable class of failure in kebab-case
   * @param explanation what exactly was wrong, for a person
   * @param whenDone called once, from any thread, with null when the record is safe, else with why
   *     it is not
   */
  void send(SinkRecord record, String reason, String explanation, Completion whenDone);

  @Override
  void close();

  /** How it went. */
  interface Completion {
    void done(Exception failure);
  }
}
