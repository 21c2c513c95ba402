package dev.kappa.connect.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;

/** A buffer and the threads that empty it, each with one request in flight. */
public final class BulkPipeline {
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final BulkBuffer buffer;
  private final List<Thread> senders = new ArrayList<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * Starts the senders.
   *
   * @param sender called once for each thread
   */
  public BulkPipeline(String name, BulkBuffer buffer, int threads, Supplier<BulkSender> sender) {
    this.buffer = buffer;
    for (int i = 0; i < threads; i++) {
      var one = sender.get();
      var thread = new Thread(() -> run(one), name + "-bulk-" + i);
      thread.setDaemon(true);
      senders.add(thread);
    }
    senders.forEach(Thread::start);
  }

  /** Remembers the first failure, which then fails the task. */
  public void fail(Exception cause) {
    failure.compareAndSet(null, cause);
    buffer.close();
  }

  /**
   * Says whether all is well.
   *
   * @throws ConnectException why it is not: then nothing more will be written
   */
  public void requireHealthy() {
    var cause = failure.get();
    if (cause != null) {
      throw new ConnectException(cause.getMessage(), cause);
    }
  }

  /** Ends the senders; what they have not written is read again from the log. */
  public void stop() throws InterruptedException {
    buffer.close();
    senders.forEach(Thread::interrupt);
    for (var sender : senders) {
      sender.join(STOP_TIMEOUT.toMillis());
    }
  }

  private void run(BulkSender sender) {
    try {
      for (var batch = buffer.take(); !batch.isEmpty(); batch = buffer.take()) {
        sender.send(batch);
        buffer.release(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } catch (RuntimeException e) {
      fail(e);
    }
  }
}
