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
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  /** It sleeps so long at least, and then sends all that are due: waking up for each costs more. */
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final Setting setting;
  private final String topic;
  private final Arrivals arrivals;
  private final ExpectedActions expected = new ExpectedActions();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final Thread sender = new Thread(this::send, "open-loop");
  private volatile long until;
  private volatile long sent;

  /**
   * @param events how many are sent, unless it is told to end before
   */
  OpenLoop(Setting setting, String topic, Arrivals arrivals, long events) {
    this.setting = setting;
    this.topic = topic;
    this.arrivals = arrivals;
    this.until = events;
    sender.setDaemon(true);
  }

  long sent() {
    return sent;
  }

  ExpectedActions expected() {
    return expected;
  }

  /**
   * Sends everything, and returns when all has been seen.
   *
   * @param check throws when there is no use in going on
   */
  void run(Runnable check) {
    start();
    long deadline = Long.MAX_VALUE;
    while (true) {
      long look = System.nanoTime();
      long missing = arrivals.look();
      check.run();
      requireSending();
      if (!sender.isAlive()) {
        if (missing == 0) {
          return;
        }
        deadline = Math.min(deadline, look + PATIENCE_NANOS);
        if (look > deadline) {
          throw new BenchFailedException("%,d events were never seen".formatted(missing));
        }
      }
      LockSupport.parkNanos(
          TimeUnit.MILLISECONDS.toNanos(Probes.LOOK_MILLIS) - (System.nanoTime() - look));
    }
  }

  /** Begins to send. */
  void start() {
    sender.start();
  }

  /** Sends no more, and returns when all is acknowledged. */
  void finish() {
    until = 0;
    try {
      sender.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", e);
    }
    requireSending();
  }

  /** Throws when Kafka has not taken an event. */
  void requireSending() {
    if (failure.get() != null) {
      throw new BenchFailedException("Kafka: " + failure.get().getMessage(), failure.get());
    }
  }

  private void send() {
    var load = setting.load();
    var sequence = setting.actions().sequence();
    long start = System.nanoTime();
    var clock = Instant.now();
    try (var producer = ActionTopic.producer(setting)) {
      for (long n = 0; n < until; n++) {
        long due = start + n * TimeUnit.SECONDS.toNanos(1) / load.perSecond();
        long wait = due - System.nanoTime();
        if (wait > 0) {
          LockSupport.parkNanos(Math.max(wait, TICK_NANOS));
        }
        var made = arrivals.sending(n, sequence.next(clock.plusNanos(due - start)), due);
        expected.add(made);
        var unused = // the callback gets the answer
            producer.send(
                ActionTopic.record(setting.actions(), topic, made),
                (metadata, problem) -> {
                  if (problem != null) {
                    failure.set(problem);
                  }
                });
        sent = n + 1;
      }
    }
  }
}
