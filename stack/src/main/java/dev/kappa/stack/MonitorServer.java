package dev.kappa.stack;

import dev.kappa.contracts.config.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The live page: it looks at the other servers, and needs none of them to start. */
final class MonitorServer implements Server {
  private static final String NAME = "monitor";

  private final StackLayout layout;
  private final Ports ports;
  private final JavaHomes javas;
  private final HttpProbe http = new HttpProbe();

  MonitorServer(StackLayout layout, Ports ports, JavaHomes javas) {
    this.layout = layout;
    this.ports = ports;
    this.javas = javas;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Port> ports() {
    return List.of(new Port("stack.monitor.port", ports.monitor()));
  }

  @Override
  public int memoryMebibytes() {
    return 150;
  }

  @Override
  public List<String> problems() {
    return ServerFiles.problems(NAME, javas::forServers, built());
  }

  /** It loads classes as it comes to need them: from a copy, since a build replaces the jar. */
  @Override
  public void prepare() throws IOException {
    Files.createDirectories(jar().getParent());
    Files.copy(built(), jar(), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void launch(ChildProcesses children) throws IOException {
    children.start(
        NAME,
        new ChildCommand(
            List.of(),
            javas.forServers(),
            List.of(
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-cp",
                jar().toString(),
                "dev.kappa.monitor.MonitorMain"),
            Map.of(
                "KAPPA_HOME",
                layout.home().toString(),
                "KAPPA_STACK_MONITOR_PORT",
                Integer.toString(ports.monitor())),
            layout.home()));
  }

  @Override
  public boolean isReady() {
    return http.get(ports.monitor(), "/live").isPresent();
  }

  private Path built() {
    return layout.home().resolve("monitor/target/kappa-monitor.jar");
  }

  private Path jar() {
    return layout.unpacked(NAME).resolve("kappa-monitor.jar");
  }
}
