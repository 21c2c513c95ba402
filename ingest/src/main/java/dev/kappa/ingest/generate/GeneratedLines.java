package dev.kappa.ingest.generate;

import dev.kappa.contracts.Json;
import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.LineSource;
import java.time.Duration;
import java.time.Instant;

/** A generator's events as lines of JSON, evenly spread over a span of time. */
final class GeneratedLines implements LineSource {
  private final String file;
  private final EventGenerator generator;
  private final long count;
  private final Instant start;
  private final long spanMillis;
  private long index;

  GeneratedLines(String kind, EventGenerator generator, long count, Instant start, Duration span) {
    this.file = "generator:" + kind;
    this.generator = generator;
    this.count = count;
    this.start = start;
    this.spanMillis = span.toMillis();
  }

  @Override
  public Line next() {
    if (index == count) {
      return null;
    }
    var at = start.plusMillis((long) ((double) spanMillis * index / count));
    var value = Json.encode(generator.next(index, at));
    return new Line(value, at.toEpochMilli(), file, ++index);
  }

  @Override
  public void close() {
    // holds nothing
  }
}
