package dev.kappa.ingest.deadletter;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.ingest.check.JsonCheck;
import dev.kappa.ingest.check.LimitsCheck;
import dev.kappa.ingest.check.RecordFields;
import dev.kappa.ingest.check.Verdict;
import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.topic.TopicLimits;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A topic that dead letters came from, and go back to. */
final class Destination {
  private final String topic;
  private final int partitions;
  private final TopicLimits limits;

  Destination(String topic, int partitions, TopicLimits limits) {
    this.topic = topic;
    this.partitions = partitions;
    this.limits = limits;
  }

  /**
   * The record that goes back: the key, timestamp, partition and headers are the original ones, and
   * the attempts so far stand in {@link DeadLetter#ATTEMPT}. It is for the stage that had set it
   * aside ({@link DeadLetter#RETURNED_TO}), but for rows of a compacted topic: they replace what
   * others have of them. A line that never became a record is for all, and gets the key and the
   * timestamp that it would have got.
   *
   * @param value the original value, or the repaired one
   */
  Return back(StoredLetter stored, byte[] value) {
    var letter = stored.letter();
    var line =
        new Line(
            value == null ? new byte[0] : value, letter.source().timestamp().toEpochMilli(), "", 0);
    var verdict = new LimitsCheck(limits, Clock.systemUTC(), l -> recordOf(stored, l)).check(line);
    if (verdict instanceof Verdict.Unfit unfit) {
      return new Return.Refused(stored, unfit.reason());
    }
    var fit = (Verdict.Fit) verdict;
    var headers = stored.ownHeaders();
    headers.add(DeadLetter.ATTEMPT, utf8(Integer.toString(letter.attempt())));
    if (letter.source() instanceof DeadLetter.FromTopic && !limits.keyed()) {
      headers.add(DeadLetter.RETURNED_TO, utf8(letter.stage()));
    }
    return new Return.Sent(
        stored,
        new ProducerRecord<>(
            topic, partition(letter.source()), fit.timestamp(), fit.key(), value, headers));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Verdict.Fit recordOf(StoredLetter stored, Line line) {
    var letter = stored.letter();
    var asItWas = new Verdict.Fit(letter.key(), line.timestamp());
    if (!(letter.source() instanceof DeadLetter.FromFile)) {
      return asItWas;
    }
    var verdict = new JsonCheck(RecordFields.of(stored.headers())).check(line);
    return verdict instanceof Verdict.Fit fit ? fit : asItWas;
  }

  private Integer partition(DeadLetter.Source source) {
    return source instanceof DeadLetter.FromTopic from
            && from.partition() >= 0
            && from.partition() < partitions
        ? from.partition()
        : null;
  }
}
