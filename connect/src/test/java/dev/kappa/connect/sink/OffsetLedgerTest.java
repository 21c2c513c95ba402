package dev.kappa.connect.sink;

import static dev.kappa.connect.sink.Records.PARTITION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

class OffsetLedgerTest {
  private final OffsetLedger ledger = new OffsetLedger();

  @Test
  void stopsAtTheFirstRecordThatIsNotSettled() {
    var first = ledger.open(PARTITION, 10);
    var second = ledger.open(PARTITION, 11);
    var third = ledger.open(PARTITION, 15); // the log may have gaps
    assertThat(committable(16)).isEqualTo(10);
    second.settle();
    assertThat(committable(16)).isEqualTo(10);
    first.settle();
    assertThat(committable(16)).isEqualTo(15);
    third.settle();
    assertThat(committable(16)).isEqualTo(16);
    assertThat(ledger.openRecords()).isZero();
  }

  @Test
  void followsTheReaderWherePartitionsHaveNothingOpen() {
    assertThat(committable(7)).isEqualTo(7);
  }

  @Test
  void forgetsWhatBelongsToAnotherTask() {
    var before = ledger.open(PARTITION, 1);
    assertThat(before.revoked()).isFalse();
    ledger.forget(List.of(PARTITION));
    assertThat(ledger.openRecords()).isZero();
    assertThat(before.revoked()).as("not to be written any more").isTrue();
    assertThat(ledger.open(PARTITION, 1).revoked()).as("it came back").isFalse();
    before.settle();
    assertThat(committable(2)).isEqualTo(1);
  }

  private long committable(long read) {
    return ledger
        .committable(Map.of(PARTITION, new OffsetAndMetadata(read)))
        .get(PARTITION)
        .offset();
  }
}
