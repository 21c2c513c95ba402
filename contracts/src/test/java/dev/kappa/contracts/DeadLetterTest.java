package dev.kappa.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeadLetterTest {
  private static final Instant WHEN = Instant.parse("2026-11-23T10:15:30.123Z");

  static DeadLetter.Source[] sources() {
    return new DeadLetter.Source[] {
      new DeadLetter.FromTopic("sample.employees", 3, 42, WHEN),
      new DeadLetter.FromFile("sample.employees", "employees.jsonl", 7, WHEN)
    };
  }

  @ParameterizedTest
  @MethodSource("sources")
  void isReadBackAsItWasWritten(DeadLetter.Source source) {
    byte[] key = {1};
    byte[] value = {(byte) 0xff, 0, '{'};
    var letter = new DeadLetter(key, value, "enrich", "not-json", "what was wrong", source, 2);

    var sent = letter.toRecord("kappa.dead_letters");
    var read = DeadLetter.read(sent.key(), sent.value(), sent.headers()).orElseThrow();

    assertThat(sent.topic()).isEqualTo("kappa.dead_letters");
    assertThat(read.key()).isSameAs(key);
    assertThat(read.value()).isSameAs(value);
    assertThat(read).isEqualTo(letter);
  }

  @Test
  void aRecordWithoutTheEnvelopeIsNone() {
    assertThat(DeadLetter.read(null, new byte[0], new RecordHeaders())).isEmpty();
  }

  @Test
  void anEnvelopeThatCannotBeReadIsNone() {
    var headers =
        new DeadLetter(null, null, "s", "r", "e", new DeadLetter.FromTopic("t", 0, 0, WHEN), 1)
            .headers();
    headers
        .remove(DeadLetter.ATTEMPT)
        .add(DeadLetter.ATTEMPT, "often".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    assertThat(DeadLetter.read(null, null, headers)).isEmpty();
  }
}
