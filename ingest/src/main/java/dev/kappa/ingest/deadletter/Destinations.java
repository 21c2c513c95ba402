package dev.kappa.ingest.deadletter;

import dev.kappa.ingest.topic.TopicAdmin;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The topics that dead letters go back to, each looked up once. */
public final class Destinations {
  private final TopicAdmin admin;
  private final Map<String, Optional<Destination>> known = new HashMap<>();

  public Destinations(TopicAdmin admin) {
    this.admin = admin;
  }

  /** The destination of a letter; nothing where its topic does not exist. */
  Optional<Destination> of(StoredLetter letter) {
    return known.computeIfAbsent(
        letter.letter().source().topic(),
        topic ->
            admin
                .partitions(topic)
                .map(partitions -> new Destination(topic, partitions, admin.limits(topic))));
  }
}
