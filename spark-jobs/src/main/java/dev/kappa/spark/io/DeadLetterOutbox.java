package dev.kappa.spark.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kappa.contracts.DeadLetter;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends malformed records to the dead letters, as they were. */
public final class DeadLetterOutbox implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * One producer a process, whatever the number of tasks: opening one takes longer than a batch.
   */
  private static final Map<Map<String, String>, KafkaProducer<byte[], byte[]>> PRODUCERS =
      new ConcurrentHashMap<>();

  private final HashMap<String, String> clientProperties;
  private final String topic;
  private final String job;
  private transient List<Future<RecordMetadata>> underWay;

  public DeadLetterOutbox(Map<String, String> clientProperties, String topic, String job) {
    this.clientProperties = new HashMap<>(clientProperties);
    this.clientProperties.put("max.request.size", Integer.toString(DeadLetter.MAX_BYTES));
    this.topic = topic;
    this.job = job;
  }

  /**
   * Sends one record; {@link #flush} tells whether it arrived.
   *
   * @param problem what is wrong with it
   */
  void send(ConsumerRecord<byte[], byte[]> record, String problem) {
    var letter =
        new DeadLetter(
            record.key(),
            record.value(),
            job,
            "malformed-event",
            problem,
            new DeadLetter.FromTopic(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp())),
            attempt(record.headers()) + 1);
    var sent = letter.toRecord(topic);
    addOthers(record.headers(), sent.headers());
    if (underWay == null) {
      underWay = new ArrayList<>();
    }
    underWay.add(PRODUCERS.computeIfAbsent(clientProperties, DeadLetterOutbox::open).send(sent));
  }

  /** How often the record had been tried before; 0 where nothing says so. */
  private static int attempt(Headers headers) {
    var header = headers.lastHeader(DeadLetter.ATTEMPT);
    var text = header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  /** Adds a record's headers that are not the envelope's own. */
  private static void addOthers(Headers headers, Headers envelope) {
    for (Header header : headers) {
      if (envelope.lastHeader(header.key()) == null) {
        envelope.add(header);
      }
    }
  }

  /** Returns when all that was sent is stored, or throws. */
  void flush() {
    if (underWay == null) {
      return;
    }
    PRODUCERS.get(clientProperties).flush();
    for (Future<RecordMetadata> one : underWay) {
      try {
        one.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException(
            "a dead letter could not be sent to %s: %s".formatted(topic, e.getCause()), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while sending dead letters", e);
      }
    }
    underWay.clear();
  }

  private static KafkaProducer<byte[], byte[]> open(Map<String, String> clientProperties) {
    var properties = new HashMap<String, Object>(clientProperties);
    properties.put("acks", "all");
    properties.put("enable.idempotence", true);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
