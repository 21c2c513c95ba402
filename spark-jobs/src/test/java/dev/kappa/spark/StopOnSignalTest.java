package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopOnSignalTest {
  private static final int CODE_OF_RUN = 7;

  /** A run that goes on until it is asked to stop; or until the JVM is ended from within. */
  static final class Run {
    private Run() {}

    public static void main(String[] args) {
      var stopped = new CountDownLatch(1);
      System.exit(
          StopOnSignal.run(
              stopped::countDown,
              () -> {
                System.out.println("runs");
                if (args[0].equals("is ended")) {
                  new Thread(() -> System.exit(52)).start();
                }
                try {
                  stopped.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return CODE_OF_RUN;
              }));
    }
  }

  @Test
  void aSignalEndsTheProcessWithTheExitCodeOfTheRun() throws Exception {
    var process = start("goes on");
    assertThat(process.inputReader().readLine()).isEqualTo("runs");

    process.destroy();

    assertThat(exitCode(process)).isEqualTo(CODE_OF_RUN);
  }

  /** As Spark does it where a task runs out of memory. */
  @Test
  void aRunIsNotTakenForStoppedWhereTheJvmWasEndedFromWithin() throws Exception {
    assertThat(exitCode(start("is ended"))).isEqualTo(1);
  }

  private static Process start(String run) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Run.class.getName(),
            run)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }
}
