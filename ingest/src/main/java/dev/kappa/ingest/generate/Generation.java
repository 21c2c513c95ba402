package dev.kappa.ingest.generate;

import dev.kappa.ingest.source.LineSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What to generate. Equal values generate equal bytes.
 *
 * @param count good records
 * @param keys how many pages actions go to, or interests employees choose from
 * @param skew exponent of the Zipf distribution over the keys; 0 treats them all alike
 * @param start when the first event happens
 * @param span the time that the events are spread over, evenly
 * @param malformedPercent malformed lines, in percent of the count and on top of it
 */
public record Generation(
    Kind kind,
    long count,
    long seed,
    int keys,
    double skew,
    Instant start,
    Duration span,
    double malformedPercent) {
  public Generation {
    var problems = new ArrayList<String>();
    require(count >= 0, "--count must not be negative", problems);
    require(keys > 0, "--keys must be at least 1", problems);
    require(skew >= 0, "--skew must not be negative", problems);
    require(!span.isNegative(), "--span must not be negative", problems);
    require(isPercentage(malformedPercent), "--malformed must be from 0 to 100", problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** The lines, in the order in which they are sent. */
  public LineSource lines() {
    var events = new GeneratedLines(kind.toString(), generator(), count, start, span);
    return malformedPercent > 0 ? new MalformedLines(events, malformedPercent) : events;
  }

  private EventGenerator generator() {
    return switch (kind) {
      case EMPLOYEES -> new EmployeeGenerator(seed, keys, skew);
      case PAGES -> new PageGenerator(seed);
      case ACTIONS -> new ActionGenerator(seed, keys, skew);
    };
  }

  private static boolean isPercentage(double value) {
    return value >= 0 && value <= 100;
  }

  private static void require(boolean right, String problem, List<String> problems) {
    if (!right) {
      problems.add(problem);
    }
  }
}
