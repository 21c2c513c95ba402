package dev.kappa.ingest.deadletter;

import dev.kappa.ingest.topic.TopicReader;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** The dead letters of all stages. */
public final class DeadLetterTopic {
  private final String name;
  private final Map<String, String> client;

  /**
   * The dead letters in a topic.
   *
   * @param client how to reach the brokers
   */
  public DeadLetterTopic(String name, Map<String, String> client) {
    this.name = name;
    this.client = Map.copyOf(client);
  }

  public String name() {
    return name;
  }

  /**
   * Reads all that is there now, each partition in its order.
   *
   * @return how many records in the topic have no envelope, and are not read
   */
  public long read(Consumer<StoredLetter> reader) {
    var strangers = new long[1];
    new TopicReader(client)
        .read(
            name,
            record ->
                Envelopes.read(record)
                    .ifPresentOrElse(
                        letter ->
                            reader.accept(
                                new StoredLetter(
                                    new LetterPosition(record.partition(), record.offset()),
                                    Instant.ofEpochMilli(record.timestamp()),
                                    letter,
                                    record.headers())),
                        () -> strangers[0]++));
    return strangers[0];
  }
}
