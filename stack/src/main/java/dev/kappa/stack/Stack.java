package dev.kappa.stack;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The local stack: what can be done to its servers together. */
public final class Stack {
  /** What {@code reset} deletes; unpacked server files stay. */
  private static final List<String> RESET = List.of("data", "conf", "logs", "tmp", "run");

  private static final String NEVER_STARTED = "its start was given up: ./kappa up does it";

  private final StackLayout layout;
  private final Servers servers;
  private final ChildProcesses children;
  private final WantedServers wanted;
  private final Progress progress;

  /**
   * @param environment variables that may name the JDKs
   */
  public Stack(KappaConfig config, Map<String, String> environment, Progress progress) {
    this.layout = new StackLayout(config.root(), config.stack().dir());
    this.servers = Servers.of(layout, config, new JavaHomes(environment));
    this.children = new ChildProcesses(layout);
    this.wanted = new WantedServers(layout);
    this.progress = progress;
  }

  Servers servers() {
    return servers;
  }

  StackLayout layout() {
    return layout;
  }

  /**
   * Starts those of the servers, and of those that they need, that do not run; returns when all are
   * ready.
   *
   * @throws StartUpException saying why not; then nothing that was started here is left
   */
  public void up(Collection<String> names) throws IOException {
    var chosen = servers.withNeeds(servers.named(names));
    new ChecksBeforeStart(layout).passFolders(chosen);
    StackLock.holding(layout, "up", progress, () -> start(chosen));
  }

  /** Stops everything that runs, and whatever may be left of it. The data stays. */
  public void down() throws IOException {
    if (Files.notExists(layout.run())) {
      return;
    }
    StackLock.holding(layout, "down", progress, this::stopAll);
  }

  /** Stops these servers, and nothing else. */
  public void down(Collection<String> names) throws IOException {
    var chosen = names(servers.named(names));
    StackLock.holding(
        layout,
        "down",
        progress,
        () -> {
          wanted.remove(chosen);
          shutDown().stop(chosen);
        });
  }

  /** Stops everything and deletes the data, the logs and the configuration. */
  public void reset() throws IOException {
    if (Files.notExists(layout.dir())) {
      return;
    }
    StackLock.holding(
        layout,
        "reset",
        progress,
        () -> {
          stopAll();
          for (var folder : RESET) {
            ServerFiles.delete(layout.dir().resolve(folder));
          }
          for (var server : servers.all()) {
            var elsewhere = server.folderElsewhere();
            if (elsewhere.isPresent()) {
              ServerFiles.delete(elsewhere.get());
            }
          }
        });
  }

  StackStatus status() throws IOException {
    var names = wanted.names();
    return new StackStatus(
        servers.all().parallelStream().map(server -> status(server, names)).toList(), names);
  }

  private ServerStatus status(Server server, Set<String> names) {
    int port = server.ports().get(0).number();
    var process = children.find(server.name());
    if (process.isEmpty()) {
      boolean wantedNow = names.contains(server.name());
      boolean died = wantedNow && Files.exists(layout.pidFile(server.name()));
      return new ServerStatus(
          server.name(),
          died ? ServerStatus.State.DIED : ServerStatus.State.STOPPED,
          OptionalLong.empty(),
          Optional.empty(),
          port,
          OptionalLong.empty(),
          died
              ? LogReason.of(layout.log(server.name())).lines()
              : wantedNow ? List.of(NEVER_STARTED) : List.of());
    }
    return new ServerStatus(
        server.name(),
        server.isReady() ? ServerStatus.State.RUNNING : ServerStatus.State.STARTING,
        OptionalLong.of(process.get().pid()),
        process.get().info().startInstant(),
        port,
        ResidentMemory.of(process.get()),
        List.of());
  }

  private void start(List<Server> chosen) throws IOException {
    var missing = chosen.stream().filter(s -> children.find(s.name()).isEmpty()).toList();
    new ChecksBeforeStart(layout).pass(missing);
    new StartUp(layout, shutDown(), wanted, progress).run(chosen);
  }

  private void stopAll() throws IOException {
    wanted.replace(Set.of());
    shutDown().stop(names(servers.all()));
    shutDown().sweep();
    ServerFiles.delete(layout.dir().resolve("tmp"));
  }

  private ShutDown shutDown() {
    return new ShutDown(servers, layout, progress);
  }

  private static List<String> names(List<Server> servers) {
    return servers.stream().map(Server::name).toList();
  }
}
