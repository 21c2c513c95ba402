package dev.kappa.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final long SEED = 20_261_123L;

  private final RetryPolicy policy =
      new RetryPolicy(Duration.ofMillis(100), Duration.ofSeconds(10), 5);

  @Test
  void doublesUpToTheLongestWaitAndKeepsAtLeastHalfOfIt() {
    var random = new Random(SEED);
    var whole = new long[] {100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000};
    for (int retry = 0; retry < whole.length; retry++) {
      for (int i = 0; i < 100; i++) {
        assertThat(policy.delay(retry, random).toMillis())
            .as("retry %d, seed %d", retry, SEED)
            .isBetween(whole[retry] / 2, whole[retry]);
      }
    }
  }

  @Test
  void neverOverflows() {
    var random = new Random(SEED);
    assertThat(IntStream.of(30, 31, 62, 63, 64, Integer.MAX_VALUE))
        .allSatisfy(
            retry ->
                assertThat(policy.delay(retry, random))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10)));
  }

  @Test
  void spreadsTasksThatFailedAtOnce() {
    var random = new Random(SEED);
    assertThat(IntStream.range(0, 100).mapToObj(i -> policy.delay(6, random)).distinct().count())
        .isGreaterThan(50);
  }

  @Test
  void isExhaustedAfterTheConfiguredRetriesOrNever() {
    assertThat(policy.exhausted(4)).isFalse();
    assertThat(policy.exhausted(5)).isTrue();
    var endless = new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(1), -1);
    assertThat(endless.exhausted(Integer.MAX_VALUE)).isFalse();
  }

  @Test
  void refusesAWaitThatIsNone() {
    assertThatThrownBy(() -> new RetryPolicy(Duration.ZERO, Duration.ofSeconds(1), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
