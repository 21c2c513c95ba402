package dev.kappa.ingest.deadletter;

import dev.kappa.ingest.topic.Ledger;
import dev.kappa.ingest.topic.TopicAdmin;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The dead letters that were sent back, remembered in a compacted topic beside theirs. The memory
 * of a letter is written in the transaction that sends it back, so no letter is sent back twice or
 * forgotten, wherever a redrive is killed.
 */
public final class Redriven {
  private final Ledger ledger;
  private final String topicId;
  private final Set<String> identities = new HashSet<>();

  private Redriven(Ledger ledger, String topicId) {
    this.ledger = ledger;
    this.topicId = topicId;
  }

  /**
   * Reads what is remembered of the topic's letters; of none where nothing was ever sent back.
   *
   * @param client how to reach the brokers
   */
  public static Redriven read(
      DeadLetterTopic letters, Map<String, String> client, TopicAdmin admin) {
    var ledger = ledger(letters, client);
    // A topic that is deleted and created again counts its offsets from 0 again.
    var redriven = new Redriven(ledger, admin.id(letters.name()));
    if (admin.exists(topic(letters))) {
      ledger.entries().keySet().forEach(redriven::remember);
    }
    return redriven;
  }

  /** Creates the topic of what is remembered unless it exists. */
  public static void create(
      DeadLetterTopic letters, Map<String, String> client, TopicAdmin admin, int replication) {
    ledger(letters, client).create(admin, replication);
  }

  public boolean contains(StoredLetter letter) {
    return identities.contains(letter.identity());
  }

  /** The record that remembers a letter. */
  ProducerRecord<byte[], byte[]> entry(StoredLetter letter) {
    return ledger.entry(topicId + "/" + letter.identity(), letter.letter().source().topic());
  }

  private void remember(String key) {
    if (key.startsWith(topicId + "/")) {
      identities.add(key.substring(topicId.length() + 1));
    }
  }

  private static Ledger ledger(DeadLetterTopic letters, Map<String, String> client) {
    return new Ledger(topic(letters), client);
  }

  private static String topic(DeadLetterTopic letters) {
    return letters.name() + ".redriven";
  }
}
