package dev.kappa.connect.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ReturnedRecordsTest {
  private final ReturnedRecords returned = new ReturnedRecords("connect");

  @Test
  void passesOverWhatWasSentBackToAnotherStage() {
    assertThat(returned.areForAnother(record(null))).isFalse();
    assertThat(returned.areForAnother(record("connect"))).isFalse();
    assertThat(returned.areForAnother(record("connect".getBytes(UTF_8)))).isFalse();
    assertThat(returned.areForAnother(record("actions-by-page"))).isTrue();
    assertThat(returned.areForAnother(record("actions-by-page".getBytes(UTF_8)))).isTrue();
  }

  private static SinkRecord record(Object returnedTo) {
    var record = new SinkRecord("t", 0, null, null, null, null, 7);
    if (returnedTo != null) {
      record.headers().add(DeadLetter.RETURNED_TO, new SchemaAndValue(null, returnedTo));
    }
    return record;
  }
}
