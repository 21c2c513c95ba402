package dev.kappa.ingest.deadletter;

import dev.kappa.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Reads the envelope of every stage: the contracts' own, and those that Connect's dead-letter queue
 * and Kafka Streams' built-in handlers write.
 */
final class Envelopes {
  private static final String OWN = "kappa.";
  private static final List<Foreign> FOREIGN =
      List.of(
          new Foreign("connect", "__connect.errors.", "exception.class.name", "exception.message"),
          new Foreign("streams", "__streams.errors.", "exception", "message"));

  private Envelopes() {}

  /** The dead letter in a record; nothing where no stage's envelope can be read. */
  static Optional<DeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
    return DeadLetter.read(record.key(), record.value(), record.headers())
        .or(() -> FOREIGN.stream().flatMap(envelope -> envelope.read(record).stream()).findFirst());
  }

  /** Whether a header belongs to an envelope rather than to the record in it. */
  static boolean isOfEnvelope(String header) {
    return header.startsWith(OWN)
        || FOREIGN.stream().anyMatch(envelope -> header.startsWith(envelope.prefix()));
  }

  /** Who writes it, and what it calls things. */
  private record Foreign(String stage, String prefix, String exception, String message) {
    Optional<DeadLetter> read(ConsumerRecord<byte[], byte[]> record) {
      var headers = record.headers();
      var topic = text(headers, prefix + "topic");
      if (topic.isEmpty()) {
        return Optional.empty();
      }
      var exceptionClass = text(headers, prefix + exception).orElse("unknown");
      return Optional.of(
          new DeadLetter(
              record.key(),
              record.value(),
              stage,
              reason(exceptionClass),
              exceptionClass + ": " + text(headers, prefix + message).orElse(""),
              new DeadLetter.FromTopic(
                  topic.get(),
                  number(headers, prefix + "partition").orElse(-1L).intValue(),
                  number(headers, prefix + "offset").orElse(-1L),
                  Instant.ofEpochMilli(record.timestamp())),
              number(headers, DeadLetter.ATTEMPT).orElse(0L).intValue() + 1));
    }

    /** {@code org.apache.kafka.connect.errors.DataException} becomes {@code data-exception}. */
    private static String reason(String exceptionClass) {
      var name = exceptionClass.substring(exceptionClass.lastIndexOf('.') + 1);
      return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static Optional<Long> number(Headers headers, String name) {
      return text(headers, name).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
    }

    private static Optional<String> text(Headers headers, String name) {
      var header = headers.lastHeader(name);
      return header == null || header.value() == null
          ? Optional.empty()
          : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }
  }
}
