package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Waits for servers: asks them until they are ready, as long as their processes live. */
final class Readiness {
  /** A server that is not ready by then and says nothing any more hangs. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);

  /** One that is not ready by then never is, whatever it says. */
  static final Duration LONGEST_START = Duration.ofMinutes(15);

  private static final Duration BETWEEN_PROBES = Duration.ofMillis(200);

  private static final Duration TO_SHOW_ITSELF = Duration.ofSeconds(5);

  private final StackLayout layout;
  private final ChildProcesses children;

  Readiness(StackLayout layout) {
    this.layout = layout;
    this.children = new ChildProcesses(layout);
  }

  /**
   * Returns once the server is ready.
   *
   * @throws IOException when its process ended or hangs, with the reason out of its log
   */
  void await(Server server) throws IOException {
    var exit = find(server).map(ProcessHandle::onExit);
    var deadline = new Deadline(layout.log(server.name()));
    while (!server.isReady()) {
      if (exit.isEmpty() || exit.get().isDone()) {
        throw new IOException(reason(server));
      }
      if (deadline.isOver()) {
        throw new IOException(
            "    it is not ready after %d s\n%s".formatted(deadline.seconds(), reason(server)));
      }
      pause(exit.get());
    }
    if (exit.isEmpty() || exit.get().isDone()) {
      throw new IOException("    another program answers on its port\n" + reason(server));
    }
  }

  /** Its process, which shows no arguments for the moment in which it becomes the server. */
  private Optional<ProcessHandle> find(Server server) {
    long deadline = System.nanoTime() + TO_SHOW_ITSELF.toNanos();
    var process = children.find(server.name());
    while (process.isEmpty() && children.isAlive(server.name()) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(BETWEEN_PROBES.toNanos() / 10);
      process = children.find(server.name());
    }
    return process;
  }

  private String reason(Server server) {
    return LogReason.of(layout.log(server.name())).describe();
  }

  /** Until the next probe, or until the process ends. */
  private static void pause(CompletableFuture<ProcessHandle> exit) throws IOException {
    try {
      exit.get(BETWEEN_PROBES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return; // it lives: time to ask it again
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("    the start was given up", e);
    } catch (ExecutionException e) {
      throw new IOException("    cannot wait for its process", e);
    }
  }

  /** How long to wait for a server: longer while it goes on writing to its log. */
  private static final class Deadline {
    private final long began = System.nanoTime();
    private final Path log;
    private long size;
    private long grown = began;

    Deadline(Path log) {
      this.log = log;
    }

    boolean isOver() throws IOException {
      long now = System.nanoTime();
      long sizeNow = Files.exists(log) ? Files.size(log) : 0;
      if (sizeNow != size) {
        size = sizeNow;
        grown = now;
      }
      return now - began > LONGEST_START.toNanos()
          || (now - began > PATIENCE.toNanos() && now - grown > LONGEST_SILENCE.toNanos());
    }

    long seconds() {
      return (System.nanoTime() - began) / 1_000_000_000;
    }
  }
}
