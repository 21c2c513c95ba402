package dev.kappa.ingest;

import dev.kappa.contracts.HangingTransactions;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.ingest.check.LineCheck;
import dev.kappa.ingest.check.RecordFields;
import dev.kappa.ingest.deliver.Delivery;
import dev.kappa.ingest.deliver.Progress;
import dev.kappa.ingest.deliver.UndeliveredLines;
import dev.kappa.ingest.follow.FollowedFile;
import dev.kappa.ingest.follow.Position;
import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.LineSource;
import dev.kappa.ingest.source.Spill;
import dev.kappa.ingest.topic.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Wires the three ways to send lines to a topic, and sees a run through. */
final class Produce {
  /** As long as a broker allows by default: a file may be large. */
  private static final int WHOLE_TIMEOUT_MS = 900_000;

  private final KappaConfig config;
  private final String topic;
  private final LineCheck check;
  private final RecordFields fields;
  private final Map<String, Object> settings;
  private final UndeliveredLines lost;
  private final Shutdown shutdown;

  /**
   * Sends to {@code topic}.
   *
   * @param settings of the producer
   * @param lost keeps lines that are not delivered
   */
  Produce(
      KappaConfig config,
      String topic,
      LineCheck check,
      RecordFields fields,
      Map<String, Object> settings,
      UndeliveredLines lost,
      Shutdown shutdown) {
    this.config = config;
    this.topic = topic;
    this.check = check;
    this.fields = fields;
    this.settings = settings;
    this.lost = lost;
    this.shutdown = shutdown;
  }

  /** Sends line by line; what cannot be delivered is kept. */
  Outcome plain(Function<Spill, LineSource> source) throws IOException {
    try (var lines = source.apply(lost);
        var producer = new KafkaProducer<byte[], byte[]>(settings)) {
      var delivery = delivery(producer, lost::add);
      return see(new Production(lines, check, delivery, false), delivery);
    }
  }

  /**
   * Sends everything or nothing.
   *
   * @param again whether to send files again that were sent
   */
  Outcome whole(Function<Spill, LineSource> source, SentFiles sent, boolean again)
      throws IOException {
    try (var lines = source.apply(lost);
        var producer = transactional(sent.purpose(), WHOLE_TIMEOUT_MS)) {
      var delivery = delivery(producer, line -> {});
      // Only now, as an earlier run may have been committing until the producer shut it out.
      if (!again && sent.areSent()) {
        System.err.println("sent to the topic already, and not changed since; see --again");
        return new Outcome(delivery.report(), null, null);
      }
      var production = new Production(lines, check, delivery, true);
      return see(new WholeOrNothing(producer, production, delivery, sent.entries()), delivery);
    }
  }

  /** Sends what a file grows by, from where it was left. */
  Outcome follow(Path file, Ledger ledger) throws IOException {
    var key = "follow " + topic + " " + file.toAbsolutePath().normalize();
    int timeout = (int) settings.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) + 60_000;
    try (var producer = transactional(key, timeout)) {
      // Whoever followed the file before is shut out by now, and its position is final.
      var entry = ledger.entries().get(key);
      var position =
          entry == null
              ? null
              : Json.decode(entry.getBytes(StandardCharsets.UTF_8), Position.class);
      try (var lines =
          new FollowedFile(
              file, position, lost, notice -> System.err.println("kappa produce: " + notice))) {
        var delivery = delivery(producer, line -> {});
        Function<Position, ProducerRecord<byte[], byte[]>> remember =
            at -> ledger.entry(key, new String(Json.encode(at), StandardCharsets.UTF_8));
        return see(new Following(producer, lines, check, delivery, remember), delivery);
      }
    }
  }

  private Outcome see(Run run, Delivery delivery) throws IOException {
    shutdown.interruptBy(run::interrupt);
    return Progress.during(run::run, () -> delivery.report().toText(), System.err);
  }

  private Delivery delivery(Producer<byte[], byte[]> producer, Consumer<Line> undelivered) {
    return new Delivery(producer, topic, config.topics().deadLetters(), fields, undelivered);
  }

  /** A producer that shuts out, and aborts what is left of, an earlier one of the same purpose. */
  private Producer<byte[], byte[]> transactional(String purpose, int timeoutMillis) {
    var own = new HashMap<>(settings);
    own.putIfAbsent(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        "kappa.produce."
            + UUID.nameUUIDFromBytes((topic + purpose).getBytes(StandardCharsets.UTF_8)));
    own.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, timeoutMillis);
    var producer = new KafkaProducer<byte[], byte[]>(own);
    producer.initTransactions();
    var topics = Set.of(topic, config.topics().deadLetters(), ProduceMain.LEDGER);
    HangingTransactions.abort(
        own, own.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG).toString(), topics::contains);
    return producer;
  }
}
