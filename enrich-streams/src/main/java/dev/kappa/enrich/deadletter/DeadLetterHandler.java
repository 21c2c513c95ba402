package dev.kappa.enrich.deadletter;

import dev.kappa.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Turns a record that fails into a dead letter, through the dead-letter support of Kafka Streams:
 * the envelope is written in the transaction that also commits the record's offset. Only a failure
 * of Kafka itself or of a store stops the task, which is then tried again: the record is not to
 * blame.
 */
public final class DeadLetterHandler
    implements ProcessingExceptionHandler, DeserializationExceptionHandler {
  /** The setting with the stage that dead letters name. */
  public static final String STAGE_CONFIG = "kappa.dead.letters.stage";

  private static final String ENVELOPE_PREFIX = "kappa.";

  private String deadLetterTopic;
  private String stage;

  @Override
  public void configure(Map<String, ?> configs) {
    deadLetterTopic =
        (String) configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
    stage = (String) configs.get(STAGE_CONFIG);
  }

  @Override
  public ProcessingExceptionHandler.Response handleError(
      ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
    return failure instanceof KafkaException
        ? ProcessingExceptionHandler.Response.fail()
        : ProcessingExceptionHandler.Response.resume(
            List.of(
                deadLetter(context, context.sourceRawKey(), context.sourceRawValue(), failure)));
  }

  @Override
  public DeserializationExceptionHandler.Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    return DeserializationExceptionHandler.Response.resume(
        List.of(deadLetter(context, record.key(), record.value(), failure)));
  }

  private ProducerRecord<byte[], byte[]> deadLetter(
      ErrorHandlerContext context, byte[] key, byte[] value, Exception failure) {
    var reason =
        failure instanceof RejectedRecordException rejected ? rejected.reason() : Reason.FAILED;
    var exception = reason == Reason.FAILED ? failure.toString() : failure.getMessage();
    var envelope =
        new DeadLetter(
                key,
                value,
                stage,
                reason.code(),
                exception,
                new DeadLetter.FromTopic(
                    context.topic(),
                    context.partition(),
                    context.offset(),
                    Instant.ofEpochMilli(context.timestamp())),
                attempt(context.headers()))
            .headers();
    return new ProducerRecord<>(
        deadLetterTopic, null, null, key, value, withOwn(context.headers(), envelope));
  }

  /** The record's own headers, then the envelope's; those of an earlier envelope are replaced. */
  private static Headers withOwn(Headers own, Headers envelope) {
    var headers = new RecordHeaders();
    own.forEach(
        header -> {
          if (!header.key().startsWith(ENVELOPE_PREFIX)) {
            headers.add(header);
          }
        });
    envelope.forEach(headers::add);
    return headers;
  }

  /** A record that was re-driven carries how often it has been tried. */
  private static int attempt(Headers headers) {
    var tried = headers.lastHeader(DeadLetter.ATTEMPT);
    if (tried == null || tried.value() == null) {
      return 1;
    }
    var text = new String(tried.value(), StandardCharsets.UTF_8);
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) + 1 : 1;
  }
}
