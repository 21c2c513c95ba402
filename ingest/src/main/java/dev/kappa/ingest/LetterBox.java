package dev.kappa.ingest;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.deadletter.DeadLetterTopic;
import dev.kappa.ingest.deadletter.LetterFilter;
import dev.kappa.ingest.deadletter.Redriven;
import dev.kappa.ingest.deadletter.StoredLetter;
import dev.kappa.ingest.topic.TopicAdmin;
import java.util.HashSet;
import java.util.function.BiConsumer;

/** The dead letters of the configured topic, with what was sent back already. */
final class LetterBox implements AutoCloseable {
  private final KappaConfig config;
  private final DeadLetterTopic topic;
  private final TopicAdmin admin;

  /** Opens the box; fails where there is no such topic. */
  LetterBox(KappaConfig config) {
    this.config = config;
    this.topic =
        new DeadLetterTopic(config.topics().deadLetters(), config.kafka().clientProperties());
    this.admin = new TopicAdmin(config.kafka().clientProperties());
    if (!admin.exists(topic.name())) {
      admin.close();
      throw new IllegalStateException(
          "topic %s does not exist: './kappa topics create' creates it".formatted(topic.name()));
    }
  }

  TopicAdmin admin() {
    return admin;
  }

  /** Makes room for the memory of what is sent back. */
  void prepareRedrive() {
    Redriven.create(
        topic,
        config.kafka().clientProperties(),
        admin,
        config.topicDefaults().replicationFactor());
  }

  /** What was sent back. */
  Redriven redriven() {
    return Redriven.read(topic, config.kafka().clientProperties(), admin);
  }

  /**
   * Reads the letters that are meant, with whether each was sent back. A record that one stage has
   * set aside several times, as it was stopped in between, is one letter.
   */
  void read(LetterFilter filter, Redriven redriven, BiConsumer<StoredLetter, Boolean> reader) {
    var seen = new HashSet<String>();
    long strangers =
        topic.read(
            letter -> {
              if (seen.add(letter.identity()) && filter.test(letter)) {
                reader.accept(letter, redriven.contains(letter));
              }
            });
    if (strangers > 0) {
      System.err.printf(
          "kappa dlq: %,d records in %s have no envelope that is known, and are left alone%n",
          strangers, topic.name());
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
