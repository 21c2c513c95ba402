package dev.kappa.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EnvelopesTest {
  private static final Instant WHEN = Instant.parse("2026-11-23T10:00:00Z");

  @Test
  void readsTheEnvelopeOfTheContracts() {
    var letter =
        new DeadLetter(
            null,
            bytes("x"),
            "enrich",
            "not-json",
            "why",
            new DeadLetter.FromTopic("t", 1, 2, WHEN),
            1);
    assertThat(Envelopes.read(record(letter.headers()))).map(DeadLetter::stage).contains("enrich");
  }

  @Test
  void readsTheHeadersOfConnectsDeadLetterQueue() {
    var letter =
        Envelopes.read(
                record(
                    headers(
                        Map.of(
                            "__connect.errors.topic",
                            "sample.append_employees",
                            "__connect.errors.partition",
                            "3",
                            "__connect.errors.offset",
                            "42",
                            "__connect.errors.exception.class.name",
                            "org.apache.kafka.connect.errors.DataException",
                            "__connect.errors.exception.message",
                            "no number",
                            DeadLetter.ATTEMPT,
                            "1"))))
            .orElseThrow();
    assertThat(letter.stage()).isEqualTo("connect");
    assertThat(letter.reason()).isEqualTo("data-exception");
    assertThat(letter.exception()).endsWith("DataException: no number");
    assertThat(letter.source())
        .isEqualTo(new DeadLetter.FromTopic("sample.append_employees", 3, 42, WHEN));
    assertThat(letter.attempt()).isEqualTo(2);
  }

  @Test
  void readsTheHeadersOfKafkaStreams() {
    var letter =
        Envelopes.read(
            record(
                headers(
                    Map.of(
                        "__streams.errors.topic", "analyze.action",
                        "__streams.errors.partition", "0",
                        "__streams.errors.offset", "7",
                        "__streams.errors.exception", "java.lang.IllegalStateException",
                        "__streams.errors.message", "why"))));
    assertThat(letter).map(DeadLetter::stage).contains("streams");
    assertThat(letter).map(DeadLetter::reason).contains("illegal-state-exception");
    assertThat(letter).map(DeadLetter::attempt).contains(1);
  }

  @Test
  void leavesRecordsAloneWithoutAnEnvelopeThatIsKnown() {
    assertThat(Envelopes.read(record(headers(Map.of("trace", "1"))))).isEqualTo(Optional.empty());
  }

  @Test
  void tellsTheRecordsOwnHeadersFromThoseOfTheEnvelope() {
    var headers =
        headers(
            Map.of(
                "trace",
                "1",
                DeadLetter.STAGE,
                "enrich",
                "__connect.errors.topic",
                "t",
                "__streams.errors.topic",
                "t"));
    var stored =
        new StoredLetter(
            new LetterPosition(0, 0),
            WHEN,
            new DeadLetter(null, null, "s", "r", "e", new DeadLetter.FromTopic("t", 0, 0, WHEN), 1),
            headers);
    assertThat(stored.ownHeaders()).extracting("key").containsExactly("trace");
  }

  private static Headers headers(Map<String, String> values) {
    var headers = new RecordHeaders();
    values.forEach((name, value) -> headers.add(name, bytes(value)));
    return headers;
  }

  private static ConsumerRecord<byte[], byte[]> record(Headers headers) {
    return new ConsumerRecord<>(
        "kappa.dead_letters",
        0,
        0,
        WHEN.toEpochMilli(),
        TimestampType.CREATE_TIME,
        -1,
        1,
        null,
        bytes("x"),
        headers,
        Optional.empty());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
