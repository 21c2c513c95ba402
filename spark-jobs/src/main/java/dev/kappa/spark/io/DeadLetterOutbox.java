package dev.kappa.spark.io;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.contracts.MalformedEventException;
import dev.kappa.spark.events.EventParser;
import java.io.Serializable;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.spark.sql.Row;

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
  private final EventParser parser;
  private transient List<Future<RecordMetadata>> underWay;

  /**
   * @param parser says once more what is wrong with a record
   */
  public DeadLetterOutbox(
      Map<String, String> clientProperties, String topic, String job, EventParser parser) {
    this.clientProperties = new HashMap<>(clientProperties);
    this.clientProperties.put("max.request.size", Integer.toString(DeadLetter.MAX_BYTES));
    this.topic = topic;
    this.job = job;
    this.parser = parser;
  }

  /**
   * Sends one record; {@link #flush} tells whether it arrived.
   *
   * @param record as Kafka's source yields it, headers included
   */
  void send(Row record) {
    byte[] value = record.getAs("value");
    var timestamp = record.<Timestamp>getAs("timestamp").toInstant();
    var headers = new KafkaHeaders(record.getAs("headers"));
    var letter =
        new DeadLetter(
            record.getAs("key"),
            value,
            job,
            "malformed-event",
            problem(value, timestamp),
            new DeadLetter.FromTopic(
                record.getAs("topic"),
                record.<Integer>getAs("partition"),
                record.<Long>getAs("offset"),
                timestamp),
            headers.attempt() + 1);
    var sent = letter.toRecord(topic);
    headers.addOthersTo(sent.headers());
    if (underWay == null) {
      underWay = new ArrayList<>();
    }
    underWay.add(PRODUCERS.computeIfAbsent(clientProperties, DeadLetterOutbox::open).send(sent));
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

  private String problem(byte[] value, Instant timestamp) {
    try {
      parser.parse(value, timestamp);
      return "malformed";
    } catch (MalformedEventException e) {
      return e.getMessage();
    }
  }

  private static KafkaProducer<byte[], byte[]> open(Map<String, String> clientProperties) {
    var properties = new HashMap<String, Object>(clientProperties);
    properties.put("acks", "all");
    properties.put("enable.idempotence", true);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
