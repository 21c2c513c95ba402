package dev.kappa.ingest.generate;

import dev.kappa.contracts.Json;
import dev.kappa.ingest.source.Line;
import dev.kappa.ingest.source.LineSource;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A generator's events as lines of JSON, evenly spread over a span of time, with disorder. What
 * disorder does depends on the seed, and not on the events, nor they on it.
 */
final class GeneratedLines implements LineSource {
  private final String file;
  private final EventGenerator generator;
  private final Generation generation;
  private final Witness witness;
  private final SplittableRandom random;
  private final PriorityQueue<Sending> waiting =
      new PriorityQueue<>(
          Comparator.comparingLong(Sending::dueMillis).thenComparingLong(Sending::sequence));
  private long generated;
  private long sequence;
  private long number;
  private boolean ended;

  /** A line on its way. */
  @SuppressWarnings("ArrayRecordComponent") // the bytes on their way; nobody compares them
  private record Sending(long dueMillis, long sequence, byte[] value, long timestamp) {}

  GeneratedLines(Generation generation, EventGenerator generator, Witness witness) {
    this.file = "generator:" + generation.kind();
    this.generator = generator;
    this.generation = generation;
    this.witness = witness;
    this.random = new SplittableRandom(~generation.seed());
  }

  @Override
  public Line next() throws IOException {
    while (generated < generation.count()
        && (waiting.isEmpty() || waiting.peek().dueMillis() >= turn().toEpochMilli())) {
      generate(turn());
    }
    var next = waiting.poll();
    if (next == null) {
      if (!ended) {
        ended = true;
        witness.end();
      }
      return null;
    }
    return new Line(next.value(), next.timestamp(), file, ++number);
  }

  private Instant turn() {
    long span = generation.span().toMillis();
    long count = generation.count();
    return generation
        .start()
        .plusMillis(span / count * generated + span % count * generated / count);
  }

  private void generate(Instant turn) {
    var disorder = generation.disorder();
    boolean late = happens(disorder.late());
    var at = late ? turn.minus(disorder.lateBy()) : turn;
    var event = generator.next(generated++, at);
    var value = Json.encode(event);
    long due = turn.toEpochMilli() + (happens(disorder.outOfOrder()) ? upTo(disorder.by()) : 0);
    send(value, at, due);
    boolean twice = happens(disorder.duplicates());
    if (twice) {
      send(value, at, due + upTo(disorder.by()));
    }
    witness.event(event, at, late, twice ? 2 : 1);
  }

  private void send(byte[] value, Instant at, long due) {
    waiting.add(new Sending(due, sequence++, value, at.toEpochMilli()));
  }

  private boolean happens(double percent) {
    return random.nextDouble() * 100 < percent;
  }

  private long upTo(Duration duration) {
    return random.nextLong(duration.toMillis() + 1);
  }

  @Override
  public void close() {
    // holds nothing
  }
}
