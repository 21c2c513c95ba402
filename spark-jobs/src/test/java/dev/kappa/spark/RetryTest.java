package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Failure CASSANDRA = new Failure(Failure.Kind.DEPENDENCY, "Cassandra");
  private static final Failure DEFECT = new Failure(Failure.Kind.UNKNOWN, "division by zero");

  private final Retry retry = new Retry();

  @Test
  void aDependencyIsWaitedForAsLongAsItTakesWithGrowingPauses() {
    for (int seconds : List.of(1, 2, 4, 8, 16, 30, 30, 30, 30)) {
      assertThat(retry.failed(CASSANDRA)).contains(Duration.ofSeconds(seconds));
    }
    retry.succeeded();
    assertThat(retry.failed(CASSANDRA)).contains(Duration.ofSeconds(1));
  }

  @Test
  void theSameFailureThreeTimesInARowIsADefect() {
    assertThat(retry.failed(DEFECT)).isPresent();
    assertThat(retry.failed(DEFECT)).isPresent();
    assertThat(retry.failed(DEFECT)).isEmpty();
  }

  @Test
  void aMicroBatchOrAnotherFailureInBetweenStartsTheCountAgain() {
    assertThat(retry.failed(DEFECT)).isPresent();
    assertThat(retry.failed(DEFECT)).isPresent();
    assertThat(retry.failed(CASSANDRA)).isPresent();
    assertThat(retry.failed(DEFECT)).isPresent();
    retry.succeeded();
    assertThat(retry.failed(DEFECT)).isPresent();
    assertThat(retry.failed(DEFECT)).isPresent();
  }

  @Test
  void whatWasRefusedOrSupersededIsNotTriedAgain() {
    var refused = Failure.of(new ConfigurationException(List.of("the topic was created again")));
    assertThat(refused.kind()).isEqualTo(Failure.Kind.REFUSED);
    assertThat(retry.failed(refused)).isEqualTo(Optional.empty());
    var superseded =
        Failure.of(
            new IllegalStateException(
                new IOException("the checkpoint of jobs/x was taken over by another driver")));
    assertThat(superseded.kind()).isEqualTo(Failure.Kind.SUPERSEDED);
    assertThat(retry.failed(superseded)).isEmpty();
  }

  @Test
  void whoeverComesSecondToAnEntryOfSparksLogTriesAgainAndThenSeesWhetherItIsSuperseded() {
    var second =
        Failure.of(new IllegalStateException("[CONCURRENT_STREAM_LOG_UPDATE] Concurrent update"));

    assertThat(retry.failed(second)).isPresent();
  }

  @Test
  void aFailureNamesWhatIsAway() {
    assertThat(
            Failure.of(
                    new IllegalStateException(
                        "Job aborted due to stage failure: Lost task 0.0 in stage 3.0 (TID 7):"
                            + " com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException: …"))
                .sentence())
        .isEqualTo("waits for Cassandra");
    assertThat(
            Failure.of(
                    new IllegalStateException(
                        "query failed",
                        new org.apache.kafka.common.errors.TimeoutException("no answer")))
                .sentence())
        .isEqualTo("waits for Kafka");
    assertThat(
            Failure.of(new IllegalStateException("Lost task 0.0 in stage 3.0 (TID 7) (x): boom")))
        .isEqualTo(
            Failure.of(new IllegalStateException("Lost task 0.0 in stage 9.0 (TID 8) (x): boom")));
  }
}
