package dev.kappa.ingest;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.kappa.contracts.Json;
import dev.kappa.ingest.topic.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Files that were sent to a topic whole, in one transaction each time. Who was killed behind the
 * commit and runs again learns so, instead of sending them twice.
 */
final class SentFiles {
  private final Ledger ledger;
  private final String topic;
  private final List<Path> files;

  SentFiles(Ledger ledger, String topic, List<Path> files) {
    this.ledger = ledger;
    this.topic = topic;
    this.files = files.stream().map(file -> file.toAbsolutePath().normalize()).toList();
  }

  /** What identifies a run: the same for the same files. */
  String purpose() {
    return files.isEmpty() ? UUID.randomUUID().toString() : files.toString();
  }

  /**
   * Whether all of the files were sent, and none has changed since.
   *
   * @throws IllegalStateException when that holds for some of them
   */
  boolean areSent() throws IOException {
    Map<String, String> entries = ledger.entries();
    var sent = new ArrayList<Path>();
    for (var file : files) {
      var entry = entries.get(key(file));
      if (entry != null
          && Json.decode(entry.getBytes(StandardCharsets.UTF_8), State.class)
              .equals(State.of(file))) {
        sent.add(file);
      }
    }
    if (!sent.isEmpty() && sent.size() < files.size()) {
      throw new IllegalStateException(
          "%s: sent to %s already, the others not; send those alone, or all with --again"
              .formatted(sent, topic));
    }
    return !sent.isEmpty();
  }

  /** The records that remember the files, to be sent in the files' transaction. */
  List<ProducerRecord<byte[], byte[]>> entries() throws IOException {
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (var file : files) {
      var state = new String(Json.encode(State.of(file)), StandardCharsets.UTF_8);
      records.add(ledger.entry(key(file), state));
    }
    return records;
  }

  private String key(Path file) {
    return "sent " + topic + " " + file;
  }

  /** What tells a file from a changed one. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record State(long bytes, String modified) {
    static State of(Path file) throws IOException {
      return new State(Files.size(file), Files.getLastModifiedTime(file).toString());
    }
  }
}
