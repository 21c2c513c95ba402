package dev.kappa.ingest.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.ingest.check.RecordFields;
import dev.kappa.ingest.topic.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DestinationTest {
  private static final Instant WHEN = Instant.parse("2026-02-03T12:00:00Z");
  private static final TopicLimits LIMITS =
      new TopicLimits(10_000, false, Long.MAX_VALUE, Long.MAX_VALUE);

  private final Destination destination = new Destination("t", 4, LIMITS);

  @Test
  void sendsARecordBackAsItWasWithTheAttemptsSoFar() {
    var stored = stored(bytes("k"), bytes("v"), new DeadLetter.FromTopic("t", 3, 42, WHEN), 2);
    stored.headers().add("trace", bytes("1"));

    var record = ((Return.Sent) destination.back(stored, bytes("v"))).record();

    assertThat(record.topic()).isEqualTo("t");
    assertThat(record.partition()).isEqualTo(3);
    assertThat(record.timestamp()).isEqualTo(WHEN.toEpochMilli());
    assertThat(record.key()).isEqualTo(bytes("k"));
    assertThat(record.value()).isEqualTo(bytes("v"));
    assertThat(record.headers())
        .extracting("key")
        .containsExactly("trace", DeadLetter.ATTEMPT, DeadLetter.RETURNED_TO);
    assertThat(record.headers().lastHeader(DeadLetter.ATTEMPT).value()).isEqualTo(bytes("2"));
  }

  @Test
  void sendsARecordBackToTheStageThatHadSetItAside() {
    var stored = stored(null, bytes("v"), new DeadLetter.FromTopic("t", 3, 42, WHEN), 1);

    var headers = ((Return.Sent) destination.back(stored, bytes("v"))).record().headers();

    assertThat(DeadLetter.isFor("enrich", headers)).isTrue();
    assertThat(DeadLetter.isFor("connect", headers)).isFalse();
  }

  @Test
  void sendsLinesThatNeverWereRecordsAndRowsOfTablesBackToAll() {
    var line = stored(null, bytes("v"), new DeadLetter.FromFile("t", "f", 1, WHEN), 1);
    var row = stored(bytes("k"), bytes("v"), new DeadLetter.FromTopic("t", 3, 42, WHEN), 1);
    var table =
        new Destination("t", 4, new TopicLimits(10_000, true, Long.MAX_VALUE, Long.MAX_VALUE));

    for (var back : List.of(destination.back(line, bytes("v")), table.back(row, bytes("v")))) {
      assertThat(((Return.Sent) back).record().headers())
          .extracting("key")
          .containsExactly(DeadLetter.ATTEMPT);
    }
  }

  @Test
  void leavesThePartitionToTheProducerWhereItIsNoMore() {
    var stored = stored(null, bytes("v"), new DeadLetter.FromTopic("t", 9, 42, WHEN), 1);
    assertThat(((Return.Sent) destination.back(stored, bytes("v"))).record().partition()).isNull();
  }

  @Test
  void givesARepairedLineTheKeyAndTheTimeThatItWouldHaveHad() {
    var stored = stored(null, bytes("{"), new DeadLetter.FromFile("t", "f", 1, WHEN), 1);
    new RecordFields("user", "at").addTo(stored.headers());
    var repaired = bytes("{\"user\":\"ann\",\"at\":\"2026-01-01T00:00:00Z\"}");

    var record = ((Return.Sent) destination.back(stored, repaired)).record();

    assertThat(record.key()).isEqualTo(bytes("ann"));
    assertThat(record.timestamp()).isEqualTo(1_767_225_600_000L);
    assertThat(record.partition()).isNull();
  }

  @Test
  void sendsALineThatIsStillBrokenAllTheSame() {
    var stored = stored(null, bytes("{"), new DeadLetter.FromFile("t", "f", 1, WHEN), 1);
    var record = ((Return.Sent) destination.back(stored, bytes("{"))).record();
    assertThat(record.key()).isNull();
    assertThat(record.value()).isEqualTo(bytes("{"));
  }

  @Test
  void keepsWhatTheTopicWouldNotTake() {
    var stored = stored(null, new byte[10_000], new DeadLetter.FromFile("t", "f", 1, WHEN), 1);
    assertThat(destination.back(stored, stored.letter().value()))
        .isInstanceOfSatisfying(
            Return.Refused.class, refused -> assertThat(refused.why()).isEqualTo("too-large"));
  }

  @Test
  void parksARecordAfterThreeAttempts() {
    var source = new DeadLetter.FromTopic("t", 0, 0, WHEN);
    assertThat(stored(null, null, source, 2).isParked()).isFalse();
    assertThat(stored(null, null, source, 3).isParked()).isTrue();
  }

  private static StoredLetter stored(
      byte[] key, byte[] value, DeadLetter.Source source, int attempt) {
    var letter = new DeadLetter(key, value, "enrich", "failed", "why", source, attempt);
    return new StoredLetter(new LetterPosition(0, 1), WHEN, letter, letter.headers());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
