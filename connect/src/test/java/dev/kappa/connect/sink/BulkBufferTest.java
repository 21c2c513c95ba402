package dev.kappa.connect.sink;

import static dev.kappa.connect.sink.Records.operation;
import static dev.kappa.connect.sink.Records.update;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BulkBufferTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final OffsetLedger ledger = new OffsetLedger();

  @Test
  void handsOutFullBatchesWithoutLingering() throws InterruptedException {
    var buffer = new BulkBuffer(2, Long.MAX_VALUE, HOUR);
    buffer.add(operation(ledger, "a", 1));
    buffer.add(operation(ledger, "b", 2));
    buffer.add(operation(ledger, "c", 3));
    assertThat(offsets(buffer.take())).containsExactly(1L, 2L);
    assertThat(buffer.size()).isEqualTo(3);
  }

  @Test
  void countsTheBytesOfWhatIsInIt() throws InterruptedException {
    var buffer = new BulkBuffer(1, Long.MAX_VALUE, HOUR);
    var operation = operation(ledger, "a", 1);
    buffer.add(operation);
    buffer.add(operation(ledger, "b", 2));
    assertThat(buffer.bytes()).isEqualTo(2L * operation.sizeInBytes());
    var batch = buffer.take();
    assertThat(buffer.bytes()).as("handed out").isEqualTo(2L * operation.sizeInBytes());
    buffer.release(batch);
    assertThat(buffer.bytes()).isEqualTo(operation.sizeInBytes());
  }

  @Test
  void endsABatchByBytes() throws InterruptedException {
    var buffer = new BulkBuffer(1_000, 1, HOUR);
    buffer.add(operation(ledger, "a", 1));
    buffer.add(operation(ledger, "b", 2));
    assertThat(offsets(buffer.take())).containsExactly(1L);
  }

  @Test
  void handsOutASmallerBatchAfterLingering() throws InterruptedException {
    var buffer = new BulkBuffer(1_000, Long.MAX_VALUE, Duration.ofMillis(5));
    buffer.add(operation(ledger, "a", 1));
    assertThat(offsets(buffer.take())).containsExactly(1L);
  }

  @Test
  void handsOutWhatThereIsWhenFlushed() throws InterruptedException {
    var buffer = new BulkBuffer(1_000, Long.MAX_VALUE, HOUR);
    buffer.add(operation(ledger, "a", 1));
    buffer.flush();
    var batch = buffer.take();
    assertThat(offsets(batch)).containsExactly(1L);
    assertThat(buffer.awaitEmpty(Duration.ofMillis(1))).isFalse();
    buffer.release(batch);
    assertThat(buffer.awaitEmpty(Duration.ofMillis(1))).isTrue();
  }

  @Test
  void keepsTheOrderOfAKeyAcrossRequestsInFlight() throws InterruptedException {
    var buffer = new BulkBuffer(2, Long.MAX_VALUE, Duration.ZERO);
    buffer.add(operation(ledger, "a", 1));
    buffer.add(operation(ledger, "b", 2));
    var inFlight = buffer.take();
    buffer.add(operation(ledger, "a", 3));
    buffer.add(operation(ledger, "c", 4));
    buffer.add(operation(ledger, "a", 5));
    buffer.add(operation(ledger, "d", 6));
    assertThat(offsets(buffer.take())).as("a is on its way").containsExactly(4L, 6L);
    buffer.release(inFlight);
    assertThat(offsets(buffer.take())).containsExactly(3L, 5L);
  }

  @Test
  void takesSeveralWritesOfAKeyIntoOneBatch() throws InterruptedException {
    var buffer = new BulkBuffer(3, Long.MAX_VALUE, Duration.ZERO);
    buffer.add(operation(ledger, "a", 1));
    buffer.add(operation(ledger, "a", 2));
    buffer.add(operation(ledger, "b", 3));
    assertThat(offsets(buffer.take())).containsExactly(1L, 2L, 3L);
  }

  @Test
  void sendsPartialUpdatesOfAKeyOneAfterTheOther() throws InterruptedException {
    var buffer = new BulkBuffer(3, Long.MAX_VALUE, Duration.ZERO);
    buffer.add(update(ledger, "a", 1));
    buffer.add(update(ledger, "a", 2));
    buffer.add(update(ledger, "b", 3));
    buffer.add(update(ledger, "a", 4));
    var first = buffer.take();
    assertThat(offsets(first)).containsExactly(1L, 3L);
    buffer.release(first);
    var second = buffer.take();
    assertThat(offsets(second)).containsExactly(2L);
    buffer.release(second);
    assertThat(offsets(buffer.take())).containsExactly(4L);
  }

  @Test
  void endsTheWaitingWhenClosed() throws InterruptedException {
    var buffer = new BulkBuffer(2, Long.MAX_VALUE, HOUR);
    buffer.add(operation(ledger, "a", 1));
    buffer.close();
    assertThat(buffer.take()).isEmpty();
  }

  private static List<Long> offsets(List<Operation> batch) {
    return batch.stream().map(operation -> operation.record().kafkaOffset()).toList();
  }
}
