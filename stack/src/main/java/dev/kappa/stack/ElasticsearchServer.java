package dev.kappa.stack;

import dev.kappa.contracts.config.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One Elasticsearch node. Two processes: Elasticsearch's launcher, whose process id we know, and
 * the server, which stops when the launcher does, even if that is killed.
 */
final class ElasticsearchServer implements Server {
  private static final String NAME = "elasticsearch";

  private final StackLayout layout;
  private final Ports ports;
  private final JavaHomes javas;
  private final UnprivilegedUser user = UnprivilegedUser.current();
  private final HttpProbe http = new HttpProbe();

  ElasticsearchServer(StackLayout layout, Ports ports, JavaHomes javas) {
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
    return List.of(
        new Port("stack.elasticsearch.port", ports.elasticsearch()),
        new Port("stack.elasticsearch.transport.port", ports.elasticsearchTransport()));
  }

  @Override
  public int memoryMebibytes() {
    return 1000;
  }

  @Override
  public List<String> problems() {
    var problems =
        new ArrayList<>(ServerFiles.problems(NAME, javas::forServers, layout.classPathFile(NAME)));
    if (Files.notExists(plugin())) {
      problems.add(NAME + ": its plugin was not built: run ./kappa build");
    }
    user.problems().forEach(problem -> problems.add(NAME + " " + problem));
    if (problems.isEmpty()) {
      unreachableJava().ifPresent(problems::add);
    }
    return problems;
  }

  @Override
  public Optional<Path> folderElsewhere() throws IOException {
    return folders().elsewhere();
  }

  @Override
  public void prepare() throws IOException {
    var folders = folders();
    folders.create(user);
    new ElasticsearchConfiguration(folders, ports).write();
    var archive = new ZipArchive(Path.of(layout.classPath(NAME)));
    var home = new UnpackedServer(archive, folders.home()).ready(System.err::println);
    installPlugin(home.resolve("plugins").resolve("kappa"));
  }

  private void installPlugin(Path target) throws IOException {
    ServerFiles.delete(target);
    var unpacked = new UnpackedFolder(plugin(), target);
    try (var files = Files.newDirectoryStream(plugin())) {
      for (Path file : files) {
        try (var content = Files.newInputStream(file)) {
          unpacked.file(unpacked.place(file.getFileName().toString()), content, 0644);
        }
      }
    }
  }

  @Override
  public void launch(ChildProcesses children) throws IOException {
    var folders = folders();
    var java = javas.forServers().toRealPath();
    // What bin/elasticsearch does, without its shell.
    var arguments =
        List.of(
            "-Xms4m",
            "-Xmx24m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Dcli.name=server",
            "-Dcli.script=" + folders.home().resolve("bin/elasticsearch"),
            "-Dcli.libs=lib/tools/server-cli",
            "-Des.path.home=" + folders.home(),
            "-Des.path.conf=" + folders.conf(),
            "-Des.distribution.type=zip",
            "-Des.java.type=ES_JAVA_HOME",
            "-cp",
            "lib/*:lib/cli-launcher/*",
            "org.elasticsearch.launcher.CliToolLauncher");
    var environment =
        Map.of(
            "ES_JAVA_HOME", java.toString(),
            "ES_JAVA_OPTS", "",
            "ES_TMPDIR", folders.temp().toString());
    children.start(
        NAME, new ChildCommand(user.prefix(), java, arguments, environment, folders.home()));
  }

  @Override
  public boolean isReady() {
    return http.get(ports.elasticsearch(), "/_cluster/health")
        .filter(body -> body.contains("\"status\":\"green\"") || body.contains("\"yellow\""))
        .isPresent();
  }

  private Path plugin() {
    return layout.home().resolve("stack/elasticsearch-plugin/target/plugin");
  }

  private ElasticsearchFolders folders() throws IOException {
    return ElasticsearchFolders.of(layout, user);
  }

  private Optional<String> unreachableJava() {
    var java = javas.forServers().resolve("bin/java");
    try {
      return user.obstacle(java.toRealPath())
          .map(
              folder ->
                  ("%s does not run as root but as user %s, who may not pass through %s to %s:"
                          + " set KAPPA_JAVA_HOME to a JDK 17 elsewhere")
                      .formatted(NAME, user.name(), folder, java));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
