package dev.kappa.bench;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/** The configured servers, for as long as something is measured. */
final class RunningServers implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 3_000;

  private final Kappa kappa;
  private final Collection<String> names;
  private final List<String> started;
  private final Thread stopOnInterrupt;

  private RunningServers(Kappa kappa, Collection<String> names, List<String> started) {
    this.kappa = kappa;
    this.names = names;
    this.started = started;
    this.stopOnInterrupt = new Thread(this::stop, "stop-servers");
    Runtime.getRuntime().addShutdownHook(stopOnInterrupt);
  }

  /** Starts those that nobody did; they are stopped again at the end, also after Ctrl-C. */
  static RunningServers ensure(Kappa kappa, KappaConfig config, Collection<String> names) {
    var missing = names.stream().filter(name -> !answers(address(config, name))).toList();
    if (names.contains(Servers.TRINO) && !missing.contains(Servers.TRINO)) {
      throw new BenchFailedException(
          "sql wants a Trino of its own, which learns the names of topics when it starts: stop the"
              + " one that runs with './kappa down --only presto'");
    }
    var running = new RunningServers(kappa, names, missing);
    if (!missing.isEmpty()) {
      kappa.run("up", "--only", String.join(",", missing));
    }
    return running;
  }

  private static InetSocketAddress address(KappaConfig config, String name) {
    return switch (name) {
      case Servers.KAFKA -> {
        var first = config.kafka().bootstrapServers().split(",", -1)[0].strip();
        int colon = first.lastIndexOf(':');
        yield new InetSocketAddress(
            first.substring(0, colon), Integer.parseInt(first.substring(colon + 1)));
      }
      case Servers.ELASTICSEARCH -> {
        var url = config.elasticsearch().urls().get(0);
        yield new InetSocketAddress(url.getHost(), url.getPort());
      }
      case Servers.TRINO -> {
        var url = config.trino().url();
        yield new InetSocketAddress(url.getHost(), url.getPort());
      }
      case Servers.CASSANDRA -> config.cassandra().contactPoints().get(0);
      default -> throw new IllegalArgumentException("no server " + name);
    };
  }

  private static boolean answers(InetSocketAddress address) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address.getHostString(), address.getPort()), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false; // nothing there, or not yet
    }
  }

  /** Their processes, where they are of the local stack. */
  Servers servers() {
    var processes = new LinkedHashMap<String, ProcessHandle>();
    for (String name : names) {
      var process = kappa.server(name);
      if (process != null) {
        processes.put(name, process);
      }
    }
    return new Servers(processes);
  }

  private void stop() {
    if (!started.isEmpty()) {
      kappa.run("down", "--only", String.join(",", started));
    }
  }

  @Override
  public void close() {
    if (Runtime.getRuntime().removeShutdownHook(stopOnInterrupt)) {
      stop();
    }
  }
}
