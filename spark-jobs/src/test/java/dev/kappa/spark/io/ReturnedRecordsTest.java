package dev.kappa.spark.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ReturnedRecordsTest {
  @Test
  void onlyWhatWasSentBackToAnotherStageIsForAnother() {
    assertThat(isForAnother(new RecordHeaders())).isFalse();
    assertThat(isForAnother(headers("trace", "1"))).isFalse();
    assertThat(isForAnother(headers(DeadLetter.RETURNED_TO, "actions-by-page"))).isFalse();
    assertThat(isForAnother(new RecordHeaders().add(DeadLetter.RETURNED_TO, null))).isFalse();
    assertThat(isForAnother(headers(DeadLetter.RETURNED_TO, "connect"))).isTrue();
    assertThat(isForAnother(headers("trace", "1", DeadLetter.RETURNED_TO, "enrich"))).isTrue();
  }

  private static boolean isForAnother(Headers headers) {
    return ReturnedRecords.areForAnother(headers, "actions-by-page");
  }

  private static Headers headers(String... namesAndValues) {
    var headers = new RecordHeaders();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1].getBytes(UTF_8));
    }
    return headers;
  }
}
