package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Stops servers: asks, waits, and ends those that do not listen. Dependants go first. */
final class ShutDown {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  private final Servers servers;
  private final StackLayout layout;
  private final ChildProcesses children;
  private final Progress progress;

  ShutDown(Servers servers, StackLayout layout, Progress progress) {
    this.servers = servers;
    this.layout = layout;
    this.children = new ChildProcesses(layout);
    this.progress = progress;
  }

  /** Stops those of the servers that run. */
  void stop(Collection<String> names) throws IOException {
    var left = new ArrayList<>(servers.dependantsFirst());
    left.removeIf(server -> !names.contains(server.name()));
    while (!left.isEmpty()) {
      // Those that none of the others depend on stop side by side.
      var turn = left.stream().filter(s -> left.stream().noneMatch(o -> dependsOn(o, s))).toList();
      long began = System.nanoTime();
      var stopping = turn.stream().map(this::ask).toList();
      for (int i = 0; i < turn.size(); i++) {
        await(turn.get(i).name(), stopping.get(i), began);
        Files.deleteIfExists(layout.pidFile(turn.get(i).name()));
      }
      left.removeAll(turn);
    }
  }

  /** Ends every process of this stack that is left, whatever the pid files say. */
  void sweep() throws IOException {
    for (var process : children.findAll()) {
      if (process.pid() != ProcessHandle.current().pid()) {
        progress.say("  ending process " + process.pid() + ", which no pid file names");
        process.destroyForcibly();
        await("process " + process.pid(), List.of(process), System.nanoTime());
      }
    }
  }

  private static boolean dependsOn(Server server, Server other) {
    return server.needs().contains(other.name()) || server.startsAfter().contains(other.name());
  }

  /** The server's process first, then those that it started, which end with it. */
  private List<ProcessHandle> ask(Server server) {
    var process = children.find(server.name());
    var family =
        process.stream().flatMap(p -> Stream.concat(Stream.of(p), p.descendants())).toList();
    process.ifPresent(ProcessHandle::destroy);
    return family;
  }

  private void await(String name, List<ProcessHandle> processes, long began) throws IOException {
    if (processes.isEmpty()) {
      return;
    }
    for (var process : processes) {
      var exit = process.onExit();
      if (!ended(name, exit)) {
        progress.say("  %-14s did not stop when asked to: killing it".formatted(name));
        process.destroyForcibly();
        if (!ended(name, exit)) {
          throw new IOException("%s (process %d) cannot be ended".formatted(name, process.pid()));
        }
      }
    }
    progress.say("  %-14s stopped in %.1f s".formatted(name, (System.nanoTime() - began) / 1e9));
  }

  private boolean ended(String name, CompletableFuture<ProcessHandle> exit) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        try {
          exit.get(BETWEEN_LINES.toMillis(), TimeUnit.MILLISECONDS);
          return true;
        } catch (TimeoutException e) {
          progress.say("  %-14s is still stopping".formatted(name));
        }
      }
      return exit.isDone();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + name + " was stopping", e);
    } catch (ExecutionException e) {
      throw new IOException("cannot wait for " + name + " to stop", e);
    }
  }
}
