package dev.kappa.bench;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends actions at their times, which are set beforehand: one that is late because something was
 * slow is late by that much, and does not put off those after it.
 */
final class OpenLoop {
  /** One action of so many is a probe. */
  private static final int PROBE_EVERY = 50;

  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Setting setting;
  private final String topic;
  private final Probes probes;
  private final ExpectedActions expected = new ExpectedActions();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  OpenLoop(Setting setting, String topic, Probes probes) {
    this.setting = setting;
    this.topic = topic;
    this.probes = probes;
  }

  long sent() {
    return setting.load().events();
  }

  ExpectedActions expected() {
    return expected;
  }

  /**
   * Sends everything, and returns when every probe has been seen.
   *
   * @param check throws when there is no use in going on
   */
  void run(Runnable check) {
    var sender = new Thread(this::send, "open-loop");
    sender.setDaemon(true);
    sender.start();
    long deadline = Long.MAX_VALUE;
    while (true) {
      long look = System.nanoTime();
      long missing = probes.look();
      check.run();
      if (failure.get() != null) {
        throw new BenchFailedException("Kafka: " + failure.get().getMessage(), failure.get());
      }
      if (!sender.isAlive()) {
        if (missing == 0) {
          return;
        }
        deadline = Math.min(deadline, look + PATIENCE_NANOS);
        if (look > deadline) {
          throw new BenchFailedException("%,d probes were never seen".formatted(missing));
        }
      }
      LockSupport.parkNanos(
          TimeUnit.MILLISECONDS.toNanos(Probes.LOOK_MILLIS) - (System.nanoTime() - look));
    }
  }

  private void send() {
    var load = setting.load();
    var sequence = setting.actions().sequence();
    long start = System.nanoTime();
    var clock = Instant.now();
    try (var producer = ActionTopic.producer(setting)) {
      for (long n = 0; n < load.events(); n++) {
        long due = start + n * TimeUnit.SECONDS.toNanos(1) / load.perSecond();
        long wait = due - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(wait);
        }
        var at = clock.plusNanos(due - start);
        var made = sequence.next(at);
        if (n % PROBE_EVERY == 0) {
          boolean counts = n >= (long) load.perSecond() * load.warmUpSeconds();
          made = probes.next(n / PROBE_EVERY, made.identity(), at, due, counts);
        }
        expected.add(made);
        var unused = // the callback gets the answer
            producer.send(
                ActionTopic.record(setting.actions(), topic, made),
                (metadata, problem) -> {
                  if (problem != null) {
                    failure.set(problem);
                  }
                });
      }
    }
  }
}
