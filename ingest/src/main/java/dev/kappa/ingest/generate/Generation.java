package dev.kappa.ingest.generate;

import dev.kappa.ingest.source.LineSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What to generate. Equal values generate equal bytes.
 *
 * @param count good records, each once
 * @param keys how many pages actions go to, or interests employees choose from
 * @param skew exponent of the Zipf distribution over the keys; 0 treats them all alike
 * @param start when the first event happens
 * @param span the time that the events are spread over, evenly
 */
public record Generation(
    Kind kind,
    long count,
    long seed,
    int keys,
    double skew,
    Instant start,
    Duration span,
    Disorder disorder) {
  public Generation {
    var problems = new ArrayList<String>();
    require(count >= 0, "--count must not be negative", problems);
    require(keys > 0, "--keys must be at least 1", problems);
    require(skew >= 0, "--skew must not be negative", problems);
    require(!span.isNegative(), "--span must not be negative", problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** The lines, in the order in which they are sent. */
  public LineSource lines(Witness witness) {
    var events = new GeneratedLines(this, generator(), witness);
    return disorder.malformed() > 0 ? new MalformedLines(events, disorder.malformed()) : events;
  }

  /** The category of each page that is generated from the same seed, by the page's name. */
  public Map<String, String> categories() {
    var pages = new PageGenerator(seed);
    var categories = new HashMap<String, String>();
    for (int i = 0; i < keys; i++) {
      var page = pages.next(i, start);
      categories.put(page.name(), page.category());
    }
    return categories;
  }

  private EventGenerator generator() {
    return switch (kind) {
      case EMPLOYEES -> new EmployeeGenerator(seed, keys, skew);
      case PAGES -> new PageGenerator(seed);
      case ACTIONS -> new ActionGenerator(seed, keys, skew);
    };
  }

  private static void require(boolean right, String problem, List<String> problems) {
    if (!right) {
      problems.add(problem);
    }
  }
}
