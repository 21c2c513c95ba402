package dev.kappa.bench;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;

/** The configured Kafka, for as long as something is measured. */
final class RunningKafka implements AutoCloseable {
  private final Kappa kappa;
  private final ProcessHandle process;
  private final Thread stopOnInterrupt;

  private RunningKafka(Kappa kappa, ProcessHandle process, Thread stopOnInterrupt) {
    this.kappa = kappa;
    this.process = process;
    this.stopOnInterrupt = stopOnInterrupt;
  }

  /** Starts it where nobody did; then it is stopped again at the end, also after Ctrl-C. */
  static RunningKafka ensure(Kappa kappa, Map<String, String> client) {
    if (answers(client)) {
      return new RunningKafka(kappa, kappa.server("kafka"), null);
    }
    var hook = new Thread(() -> kappa.run("down"), "stop-kafka");
    Runtime.getRuntime().addShutdownHook(hook);
    kappa.run("up", "--only", "kafka");
    return new RunningKafka(kappa, kappa.server("kafka"), hook);
  }

  private static boolean answers(Map<String, String> client) {
    try (var admin = Admin.create(Map.copyOf(client))) {
      admin.describeCluster(new DescribeClusterOptions().timeoutMs(3_000)).nodes().get();
      return true;
    } catch (ExecutionException e) {
      return false; // nothing there, or not yet
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", e);
    }
  }

  /** Its process, or null where it is not one of the local stack. */
  ProcessHandle process() {
    return process;
  }

  @Override
  public void close() {
    if (stopOnInterrupt != null && Runtime.getRuntime().removeShutdownHook(stopOnInterrupt)) {
      kappa.run("down");
    }
  }
}
