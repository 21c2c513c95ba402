package dev.kappa.connect.sink;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Operations on their way, handed out in batches. While a batch with a document is out, further
 * operations on that document wait, so that the writes of a key keep their order whatever the
 * number of requests in flight. Thread-safe.
 */
public final class BulkBuffer {
  private final int batchSize;
  private final long batchBytes;
  private final long lingerNanos;

  private final Deque<Operation> ready = new ArrayDeque<>();
  private final Map<DocumentKey, Deque<Operation>> parked = new HashMap<>();
  private final Set<DocumentKey> out = new HashSet<>();
  private long readyBytes;
  private int size;
  private long bytes;
  private boolean flushing;
  private boolean closed;

  /**
   * @param batchSize most operations of a batch
   * @param batchBytes a batch ends with the operation that reaches so many bytes
   * @param linger how long a smaller batch waits for more
   */
  public BulkBuffer(int batchSize, long batchBytes, Duration linger) {
    this.batchSize = batchSize;
    this.batchBytes = batchBytes;
    this.lingerNanos = linger.toNanos();
  }

  /** Takes an operation in; how many there may be is up to the caller. */
  public synchronized void add(Operation operation) {
    size++;
    bytes += operation.sizeInBytes();
    enqueueLast(operation);
    notifyAll();
  }

  /** How many operations are in here, those handed out among them. */
  public synchronized int size() {
    return size;
  }

  /** About how many bytes the operations in here have, those handed out among them. */
  public synchronized long bytes() {
    return bytes;
  }

  /** Hands out what there is without lingering, until the buffer is empty. */
  public synchronized void flush() {
    flushing = size > 0;
    notifyAll();
  }

  /** Waits until the buffer is empty; false when that took longer than {@code timeout}. */
  public synchronized boolean awaitEmpty(Duration timeout) throws InterruptedException {
    var deadline = System.nanoTime() + timeout.toNanos();
    while (size > 0 && !closed) {
      var left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      waitNanos(left);
    }
    return size == 0;
  }

  /**
   * Waits for a batch, which must be given back to {@link #release}.
   *
   * @return empty when the buffer has been closed
   */
  public synchronized List<Operation> take() throws InterruptedException {
    while (!closed) {
      var left = untilDue();
      if (left > 0) {
        waitNanos(left);
        continue;
      }
      var batch = nextBatch();
      if (!batch.isEmpty()) {
        return batch;
      }
    }
    return List.of();
  }

  /** The operations of a batch have reached their ends. */
  public synchronized void release(List<Operation> batch) {
    for (var operation : batch) {
      if (out.remove(operation.key())) {
        var waiting = parked.remove(operation.key());
        while (waiting != null && !waiting.isEmpty()) {
          enqueueFirst(waiting.removeLast());
        }
      }
    }
    size -= batch.size();
    bytes -= batch.stream().mapToLong(Operation::sizeInBytes).sum();
    flushing &= size > 0;
    notifyAll();
  }

  /** Ends all waiting; what is still in here is lost, and read again from the log. */
  public synchronized void close() {
    closed = true;
    notifyAll();
  }

  private long untilDue() {
    if (ready.isEmpty()) {
      return Long.MAX_VALUE;
    }
    if (flushing || ready.size() >= batchSize || readyBytes >= batchBytes) {
      return 0;
    }
    return lingerNanos - (System.nanoTime() - ready.peekFirst().acceptedNanos());
  }

  private List<Operation> nextBatch() {
    var batch = new ArrayList<Operation>(Math.min(batchSize, ready.size()));
    var keys = new HashSet<DocumentKey>();
    long batched = 0;
    while (!ready.isEmpty() && batch.size() < batchSize && batched < batchBytes) {
      var operation = ready.removeFirst();
      readyBytes -= operation.sizeInBytes();
      // without a version, a write that is tried again would undo a later one beside it
      var mustBeAlone = operation.version().isEmpty() && keys.contains(operation.key());
      if (mustBeAlone || out.contains(operation.key())) {
        parked.computeIfAbsent(operation.key(), key -> new ArrayDeque<>()).addLast(operation);
      } else {
        batch.add(operation);
        keys.add(operation.key());
        batched += operation.sizeInBytes();
      }
    }
    out.addAll(keys);
    return batch;
  }

  private void enqueueLast(Operation operation) {
    ready.addLast(operation);
    readyBytes += operation.sizeInBytes();
  }

  private void enqueueFirst(Operation operation) {
    ready.addFirst(operation);
    readyBytes += operation.sizeInBytes();
  }

  @SuppressWarnings("WaitNotInLoop") // every caller loops over its own condition
  private void waitNanos(long nanos) throws InterruptedException {
    if (nanos == Long.MAX_VALUE) {
      wait();
    } else {
      var millis = nanos / 1_000_000;
      wait(millis, (int) (nanos % 1_000_000));
    }
  }
}
