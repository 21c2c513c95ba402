package dev.kappa.ingest.deadletter;

import java.time.Instant;
import java.util.function.Predicate;

/**
 * Which dead letters are meant; null stands for any.
 *
 * @param topic where the record came from, or was meant for
 * @param since when it became a dead letter, at the earliest
 */
public record LetterFilter(String stage, String reason, String topic, Instant since)
    implements Predicate<StoredLetter> {
  @Override
  public boolean test(StoredLetter stored) {
    var letter = stored.letter();
    return matches(stage, letter.stage())
        && matches(reason, letter.reason())
        && matches(topic, letter.source().topic())
        && (since == null || !stored.at().isBefore(since));
  }

  private static boolean matches(String wanted, String actual) {
    return wanted == null || wanted.equals(actual);
  }
}
