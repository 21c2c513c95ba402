package dev.kappa.stack;

import dev.kappa.contracts.config.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A Trino coordinator that is its own worker, with the catalogs that were written for it. */
final class TrinoServer implements Server {
  private static final String NAME = "presto";
  private static final String FILES = "trino";

  /** Of the server's 60 plugins, those for which the stack can have catalogs. */
  private static final List<String> FOLDERS =
      List.of(
          "lib",
          "secrets-plugin",
          "plugin/kafka",
          "plugin/cassandra",
          "plugin/elasticsearch",
          "plugin/memory",
          // the types of PostgreSQL geometries, without which its catalog does not load
          "plugin/geospatial",
          "plugin/tpch",
          "plugin/postgresql",
          "plugin/mysql");

  private final StackLayout layout;
  private final Ports ports;
  private final JavaHomes javas;
  private final TrinoProbe probe;

  TrinoServer(StackLayout layout, Ports ports, JavaHomes javas) {
    this.layout = layout;
    this.ports = ports;
    this.javas = javas;
    probe = new TrinoProbe(ports.trino());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> startsAfter() {
    // Its catalog looks for the nodes while it starts, then once a minute; the others wait for a
    // query.
    return Set.of("elasticsearch");
  }

  @Override
  public List<Port> ports() {
    return List.of(new Port("stack.trino.port", ports.trino()));
  }

  @Override
  public int memoryMebibytes() {
    return 1400;
  }

  @Override
  public List<String> problems() {
    return ServerFiles.problems(NAME, javas::forTrino, layout.classPathFile(FILES));
  }

  @Override
  public void prepare() throws IOException {
    var archive = new TarGzArchive(Path.of(layout.classPath(FILES)), FOLDERS);
    new UnpackedServer(archive, layout.unpacked(FILES)).ready(System.err::println);
    Files.createDirectories(etc().resolve("catalog"));
    PropertiesFile.write(etc().resolve("config.properties"), settings());
    PropertiesFile.write(etc().resolve("log.properties"), Map.of("io.trino", "INFO"));
    ServerFiles.delete(layout.temporary(NAME));
    Files.createDirectories(layout.temporary(NAME));
  }

  @Override
  public void launch(ChildProcesses children) throws IOException {
    var arguments =
        List.of(
            // The first compiler alone halves the time of a processor that the start takes.
            "-XX:TieredStopAtLevel=1",
            "-Xms128m",
            "-Xmx1g",
            "-XX:+UseSerialGC",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-XX:+EnableDynamicAgentLoading",
            "-Djdk.attach.allowAttachSelf=true",
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djava.io.tmpdir=" + layout.temporary(NAME),
            "-Dconfig=" + etc().resolve("config.properties"),
            "-Dlog.levels-file=" + etc().resolve("log.properties"),
            "-cp",
            "lib/*",
            "io.trino.server.TrinoServer");
    children.start(
        NAME,
        new ChildCommand(List.of(), javas.forTrino(), arguments, Map.of(), layout.unpacked(FILES)));
  }

  @Override
  public boolean isReady() {
    return probe.answersQueries();
  }

  private Path etc() {
    return layout.dir().resolve("trino").resolve("etc");
  }

  private Map<String, String> settings() {
    var settings = new TreeMap<String, String>();
    settings.put("node.environment", "kappa");
    settings.put("node.id", "kappa");
    settings.put("node.bind-ip", "127.0.0.1");
    settings.put("node.internal-address", "127.0.0.1");
    settings.put("coordinator", "true");
    settings.put("node-scheduler.include-coordinator", "true");
    settings.put("http-server.http.port", String.valueOf(ports.trino()));
    settings.put("http-server.log.enabled", "false");
    settings.put("discovery.uri", "http://127.0.0.1:" + ports.trino());
    settings.put("plugin.dir", layout.unpacked(FILES).resolve("plugin").toString());
    settings.put("catalog.management", "static");
    settings.put("catalog.config-dir", etc().resolve("catalog").toString());
    // A query that needs more fails with a message; without a bound it would take the server along.
    settings.put("query.max-memory", "512MB");
    // Clients from before the project was renamed send X-Presto-… headers.
    settings.put("protocol.v1.alternate-header-name", "Presto");
    return settings;
  }
}
