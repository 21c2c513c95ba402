package dev.kappa.contracts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A record that a stage could not take, in its envelope: the original key and value bytes are the
 * dead letter's own key and value, untouched; where it came from and why it is here stand in the
 * headers. The record's own headers are kept beside them.
 *
 * <p>Attempts are counted across stages and redrives: a redrive puts the header {@link #ATTEMPT} of
 * the dead letter on the record that it sends back, and a stage that sets a record aside writes one
 * more than the {@link #ATTEMPT} that the record came with, 1 where it came with none. So a record
 * that keeps failing is recognized, and parked. A stage that succeeds passes the header on to
 * nobody.
 *
 * <p>A record that was read from a topic goes back to that topic, where others may have taken it
 * the first time. The header {@link #RETURNED_TO} says which stage it is for; every other stage
 * passes it over ({@link #isFor}).
 *
 * @param key the original key bytes, or null
 * @param value the original value bytes, or null
 * @param stage which stage set it aside: {@code ingest}, {@code enrich}, {@code connect}, a job, or
 *     the application id of an enricher that has one of its own
 * @param reason a short, stable class of failure in kebab-case, for example {@code not-json}
 * @param exception what exactly was wrong, for a person
 * @param source where the record came from
 * @param attempt how many times it has been tried, from 1
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes as they were; nobody compares envelopes
public record DeadLetter(
    byte[] key,
    byte[] value,
    String stage,
    String reason,
    String exception,
    Source source,
    int attempt) {

  public static final String STAGE = "kappa.stage";
  public static final String REASON = "kappa.reason";
  public static final String EXCEPTION = "kappa.exception";
  public static final String TOPIC = "kappa.topic";
  public static final String PARTITION = "kappa.partition";
  public static final String OFFSET = "kappa.offset";
  public static final String TIMESTAMP = "kappa.timestamp";
  public static final String ATTEMPT = "kappa.attempt";
  public static final String FILE = "kappa.file";
  public static final String LINE = "kappa.line";

  /** On a record that was sent back: the stage that it is for, the one that had set it aside. */
  public static final String RETURNED_TO = "kappa.returned-to";

  /** The largest dead letter, envelope included; its topic and its producers allow for it. */
  public static final int MAX_BYTES = 16 * 1024 * 1024;

  /** Where a dead letter came from. */
  public sealed interface Source {
    /** The topic it was read from, or was meant for: where a redrive sends it. */
    String topic();

    /** When the record was made, or the line read. */
    Instant timestamp();
  }

  /**
   * Read from a topic.
   *
   * @param timestamp the original record's timestamp
   */
  public record FromTopic(String topic, int partition, long offset, Instant timestamp)
      implements Source {}

  /**
   * Read from a file or standard input, and never sent to its topic.
   *
   * @param file the file's name, or {@code -} for standard input
   * @param line from 1
   * @param timestamp when it was read
   */
  public record FromFile(String topic, String file, long line, Instant timestamp)
      implements Source {}

  /** The envelope's headers, in a fixed order. */
  public Headers headers() {
    var headers = new RecordHeaders();
    add(headers, STAGE, stage);
    add(headers, REASON, reason);
    add(headers, EXCEPTION, exception);
    add(headers, TOPIC, source.topic());
    if (source instanceof FromTopic from) {
      add(headers, PARTITION, Integer.toString(from.partition()));
      add(headers, OFFSET, Long.toString(from.offset()));
      add(headers, TIMESTAMP, from.timestamp().toString());
    } else if (source instanceof FromFile from) {
      add(headers, FILE, from.file());
      add(headers, LINE, Long.toString(from.line()));
      add(headers, TIMESTAMP, from.timestamp().toString());
    }
    add(headers, ATTEMPT, Integer.toString(attempt));
    return headers;
  }

  /** The record to send to the dead-letter topic. */
  public ProducerRecord<byte[], byte[]> toRecord(String deadLetterTopic) {
    return new ProducerRecord<>(deadLetterTopic, null, null, key, value, headers());
  }

  /**
   * Reads an envelope.
   *
   * @return nothing where the headers of the envelope are missing or unreadable
   */
  public static Optional<DeadLetter> read(byte[] key, byte[] value, Headers headers) {
    var topic = text(headers, TOPIC);
    var stage = text(headers, STAGE);
    if (topic.isEmpty() || stage.isEmpty()) {
      return Optional.empty();
    }
    try {
      var timestamp = text(headers, TIMESTAMP).map(Instant::parse).orElse(Instant.EPOCH);
      var line = text(headers, LINE);
      Source source =
          line.isPresent()
              ? new FromFile(
                  topic.get(),
                  text(headers, FILE).orElse("-"),
                  Long.parseLong(line.get()),
                  timestamp)
              : new FromTopic(
                  topic.get(),
                  text(headers, PARTITION).map(Integer::parseInt).orElse(-1),
                  text(headers, OFFSET).map(Long::parseLong).orElse(-1L),
                  timestamp);
      return Optional.of(
          new DeadLetter(
              key,
              value,
              stage.get(),
              text(headers, REASON).orElse("unknown"),
              text(headers, EXCEPTION).orElse(""),
              source,
              text(headers, ATTEMPT).map(Integer::parseInt).orElse(1)));
    } catch (NumberFormatException | java.time.format.DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** Whether a stage is to take a record with these headers, or it was sent back to another one. */
  public static boolean isFor(String stage, Headers headers) {
    return text(headers, RETURNED_TO).map(stage::equals).orElse(true);
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, (value == null ? "" : value).getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<String> text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
  }
}
