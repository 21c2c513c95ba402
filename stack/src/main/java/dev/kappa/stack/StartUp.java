package dev.kappa.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Starts servers side by side, each after those that it needs, and waits until all are ready. When
 * one fails, or the person loses patience, what was started here is stopped again.
 */
final class StartUp {
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);
  private static final Duration TO_APPEAR = Duration.ofSeconds(10);

  private final ChildProcesses children;
  private final Readiness readiness;
  private final ShutDown shutDown;
  private final WantedServers wanted;
  private final Progress progress;
  private final long began = System.nanoTime();
  private final ExecutorService threads = Executors.newCachedThreadPool(StartUp::daemon);

  /** Servers that are not ready yet, in no order. */
  private final Set<String> waiting = ConcurrentHashMap.newKeySet();

  /** Servers whose process may be about to appear. */
  private final Set<String> launching = ConcurrentHashMap.newKeySet();

  private final List<String> launched = new ArrayList<>(); // guarded by this
  private boolean aborted; // guarded by this
  private final Object aborting = new Object();

  /** What ought to run, should this start come to nothing. */
  private Set<String> wantedBefore = Set.of();

  StartUp(StackLayout layout, ShutDown shutDown, WantedServers wanted, Progress progress) {
    this.children = new ChildProcesses(layout);
    this.readiness = new Readiness(layout);
    this.shutDown = shutDown;
    this.wanted = wanted;
    this.progress = progress;
  }

  /**
   * @param servers with everything that they need
   * @throws StartUpException when one does not get ready; then none that was started here is left
   */
  void run(List<Server> servers) throws IOException {
    wantedBefore = wanted.names();
    wanted.add(servers.stream().map(Server::name).toList());
    var hook = new Thread(this::abortOnSignal, "stop-what-was-started");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      await(allOrFirstFailure(begin(servers).values()));
    } catch (StartUpException e) {
      abort();
      throw e;
    } finally {
      threads.shutdownNow();
      removeHook(hook);
    }
  }

  private static CompletableFuture<Object> allOrFirstFailure(
      Collection<CompletableFuture<Void>> ready) {
    var firstFailure = new CompletableFuture<Void>();
    var watched =
        ready.stream()
            .map(
                one ->
                    one.whenComplete(
                        (nothing, failure) -> {
                          if (failure != null) {
                            firstFailure.completeExceptionally(failure);
                          }
                        }))
            .toArray(CompletableFuture[]::new);
    return CompletableFuture.anyOf(firstFailure, CompletableFuture.allOf(watched));
  }

  private Map<String, CompletableFuture<Void>> begin(List<Server> servers) {
    var ready = new LinkedHashMap<String, CompletableFuture<Void>>();
    var left = new ArrayList<>(servers);
    while (!left.isEmpty()) {
      var names = left.stream().map(Server::name).toList();
      var turn =
          left.stream().filter(s -> names.stream().noneMatch(n -> before(s).contains(n))).toList();
      for (var server : turn) {
        waiting.add(server.name());
        // What a server is laid out from is there already: only its process waits for others.
        var before =
            Stream.concat(
                    Stream.of(CompletableFuture.runAsync(() -> prepare(server), threads)),
                    before(server).stream().map(ready::get).filter(f -> f != null))
                .toArray(CompletableFuture[]::new);
        ready.put(
            server.name(),
            CompletableFuture.allOf(before).thenRunAsync(() -> bringUp(server), threads));
      }
      left.removeAll(turn);
    }
    return ready;
  }

  private static Set<String> before(Server server) {
    var names = new HashSet<>(server.needs());
    names.addAll(server.startsAfter());
    return names;
  }

  private void prepare(Server server) {
    if (children.find(server.name()).isEmpty()) {
      try {
        server.prepare();
      } catch (IOException e) {
        throw didNotStart(server, e);
      }
    }
  }

  private void bringUp(Server server) {
    try {
      var running = children.find(server.name());
      if (running.isEmpty()) {
        long start = System.nanoTime();
        markLaunched(server);
        try {
          server.launch(children);
        } finally {
          launching.remove(server.name());
        }
        readiness.await(server);
        progress.say(
            server,
            "ready after %.1f s, on port %d"
                .formatted((System.nanoTime() - start) / 1e9, server.ports().get(0).number()));
      } else {
        readiness.await(server);
        progress.say(server, "runs already, process " + running.get().pid());
      }
      waiting.remove(server.name());
    } catch (IOException e) {
      throw didNotStart(server, e);
    }
  }

  private static CompletionException didNotStart(Server server, IOException e) {
    return new CompletionException(
        new StartUpException(server.name() + " did not start:\n" + e.getMessage(), e));
  }

  /** From here on the server is among those to be stopped. */
  private synchronized void markLaunched(Server server) throws IOException {
    if (aborted) {
      throw new IOException("    the start was given up");
    }
    launched.add(server.name());
    launching.add(server.name());
  }

  private void await(CompletableFuture<Object> all) throws StartUpException {
    while (true) {
      try {
        all.get(BETWEEN_LINES.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        progress.say(
            "  waiting for %s (%d s)"
                .formatted(
                    String.join(", ", waiting.stream().sorted().toList()),
                    (System.nanoTime() - began) / 1_000_000_000));
      } catch (ExecutionException e) {
        var cause = e.getCause() instanceof CompletionException c ? c.getCause() : e.getCause();
        if (cause instanceof StartUpException reason) {
          throw reason;
        }
        throw new StartUpException("the start failed: " + cause, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StartUpException("the start was interrupted", e);
      }
    }
  }

  private void abortOnSignal() {
    try {
      abort();
    } catch (IOException e) {
      progress.say("not everything was stopped: " + e.getMessage() + "; ./kappa down tries again");
    }
  }

  /** Who comes second waits until the first has stopped everything. */
  private void abort() throws IOException {
    synchronized (aborting) {
      List<String> names;
      synchronized (this) {
        if (aborted) {
          return;
        }
        aborted = true;
        names = List.copyOf(launched);
      }
      stopLaunched(names);
    }
  }

  private void stopLaunched(List<String> names) throws IOException {
    threads.shutdownNow();
    wanted.replace(wantedBefore);
    if (names.isEmpty()) {
      return;
    }
    progress.say("stopping what was started");
    names.forEach(this::awaitProcess);
    shutDown.stop(names);
  }

  /** Lets a process that is being started appear, so that it can be stopped. */
  private void awaitProcess(String server) {
    long deadline = System.nanoTime() + TO_APPEAR.toNanos();
    while (launching.contains(server)
        && children.find(server).isEmpty()
        && System.nanoTime() < deadline) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is shutting down, which runs the hook: let it stop what was started, to the end.
      joinUninterruptibly(hook);
    }
  }

  private static void joinUninterruptibly(Thread hook) {
    boolean interrupted = Thread.interrupted();
    while (hook.isAlive()) {
      try {
        hook.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable task) {
    var thread = new Thread(task, "start-server");
    thread.setDaemon(true);
    return thread;
  }
}
