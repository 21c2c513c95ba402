package dev.kappa.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class RequestsInFlightTest {
  private final RequestsInFlight requests = new RequestsInFlight();

  @Test
  void waitsForThoseThatHaveBegunAndNoLongerThanItMay() throws Exception {
    assertThat(requests.awaitEnd(Duration.ZERO)).as("none").isTrue();
    var begun = new CountDownLatch(2);
    var end = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(2);
    try {
      for (int i = 0; i < 2; i++) {
        threads.execute(
            () -> {
              requests.begin();
              begun.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } finally {
                requests.end();
              }
            });
      }
      begun.await();
      assertThat(requests.awaitEnd(Duration.ofMillis(20))).isFalse();
      end.countDown();
      assertThat(requests.awaitEnd(Duration.ofSeconds(9))).isTrue();
    } finally {
      threads.shutdownNow();
    }
  }
}
