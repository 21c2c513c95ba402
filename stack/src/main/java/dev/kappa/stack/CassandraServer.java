package dev.kappa.stack;

import com.github.nosan.embedded.cassandra.CassandraBuilder;
import com.github.nosan.embedded.cassandra.CassandraException;
import com.github.nosan.embedded.cassandra.WorkingDirectoryDestroyer;
import dev.kappa.contracts.config.Ports;
import java.io.DataInputStream;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.helpers.NOPLogger;

/** A Cassandra node, started by embedded-cassandra from the jars of its Maven artifact. */
final class CassandraServer implements Server {
  private static final String NAME = "cassandra";
  private static final Pattern JAR = Pattern.compile("cassandra-all-(\\d+(?:\\.\\d+)*)\\.jar");

  /** An OPTIONS request of the native protocol, version 4: no flags, stream 0, no body. */
  private static final byte[] OPTIONS = {4, 0, 0, 0, 5, 0, 0, 0, 0};

  private static final int SUPPORTED = 6;

  private final StackLayout layout;
  private final Ports ports;
  private final JavaHomes javas;

  CassandraServer(StackLayout layout, Ports ports, JavaHomes javas) {
    this.layout = layout;
    this.ports = ports;
    this.javas = javas;
  }

  /** The script that becomes the daemon. */
  static Path script(StackLayout layout) {
    return layout.conf(NAME).resolve("bin/cassandra");
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Port> ports() {
    return List.of(
        new Port("stack.cassandra.port", ports.cassandra()),
        new Port("stack.cassandra.storage.port", ports.cassandraStorage()));
  }

  @Override
  public int memoryMebibytes() {
    return 900;
  }

  @Override
  public List<String> problems() {
    return ServerFiles.problems(NAME, javas::forServers, layout.classPathFile(NAME));
  }

  @Override
  public void prepare() throws IOException {
    ServerFiles.delete(layout.conf(NAME)); // each start leaves a configuration file behind
    ServerFiles.delete(layout.temporary(NAME));
    Files.createDirectories(layout.temporary(NAME));
    ServerFiles.copyResource("cassandra/cassandra", script(layout));
    ServerFiles.copyResource(
        "cassandra/cassandra.yaml", layout.conf(NAME).resolve("conf/cassandra.yaml"));
    ServerFiles.copyResource(
        "cassandra/logback.xml", layout.conf(NAME).resolve("conf/logback.xml"));
    ServerFiles.copyResource("cassandra/jvm.options", layout.conf(NAME).resolve("jvm.options"));
  }

  @Override
  public void launch(ChildProcesses children) throws IOException {
    children.prepareLog(NAME);
    var classPath = layout.classPath(NAME);
    var cassandra =
        new CassandraBuilder()
            .name(NAME)
            .version(version(classPath))
            .logger(NOPLogger.NOP_LOGGER) // what it says is in its log
            .registerShutdownHook(false) // it lives on when this process ends
            .startupTimeout(Readiness.LONGEST_START)
            .workingDirectory(() -> layout.conf(NAME))
            .workingDirectoryInitializer((folder, version) -> {}) // prepare() laid it out
            .workingDirectoryDestroyer(WorkingDirectoryDestroyer.doNothing())
            .configProperties(settings())
            .environmentVariables(environment(classPath))
            .build();
    try {
      cassandra.start();
    } catch (CassandraException e) {
      throw new IOException(LogReason.of(layout.log(NAME)).describe(), e);
    }
  }

  /** Asks, in the protocol of its clients, what it supports. */
  @Override
  public boolean isReady() {
    try (var socket = new Socket()) {
      socket.connect(Loopback.at(ports.cassandra()), 500);
      socket.setSoTimeout(1500);
      socket.getOutputStream().write(OPTIONS);
      var header = new byte[OPTIONS.length];
      new DataInputStream(socket.getInputStream()).readFully(header);
      return header[4] == SUPPORTED;
    } catch (IOException e) {
      return false; // not listening, or not answering yet
    }
  }

  static String version(String classPath) throws IOException {
    var matcher = JAR.matcher(classPath);
    if (!matcher.find()) {
      throw new IOException("no cassandra-all in the class path: run ./kappa build");
    }
    return matcher.group(1);
  }

  private Map<String, Object> settings() {
    var data = layout.data(NAME);
    return Map.of(
        "listen_address", "127.0.0.1",
        "rpc_address", "127.0.0.1",
        "native_transport_port", ports.cassandra(),
        "storage_port", ports.cassandraStorage(),
        "data_file_directories", List.of(data.resolve("data").toString()),
        "commitlog_directory", data.resolve("commitlog").toString(),
        "saved_caches_directory", data.resolve("saved_caches").toString(),
        "hints_directory", data.resolve("hints").toString(),
        "seed_provider",
            List.of(
                Map.of(
                    "class_name",
                    "org.apache.cassandra.locator.SimpleSeedProvider",
                    "parameters",
                    List.of(Map.of("seeds", "127.0.0.1:" + ports.cassandraStorage())))));
  }

  private Map<String, String> environment(String classPath) throws IOException {
    var jamm =
        Arrays.stream(classPath.split(File.pathSeparator, -1))
            .filter(jar -> Path.of(jar).getFileName().toString().startsWith("jamm-"))
            .findFirst()
            .orElseThrow(() -> new IOException("no jamm in Cassandra's class path"));
    var arguments = new ArrayList<String>();
    arguments.add("-javaagent:" + jamm);
    arguments.add("-Djava.io.tmpdir=" + layout.temporary(NAME));
    arguments.add("-Dcassandra.storagedir=" + layout.data(NAME));
    arguments.add("-Dkappa.log=" + layout.log(NAME));
    arguments.add(
        "-Dlogback.configurationFile=" + layout.conf(NAME).resolve("conf/logback.xml").toUri());
    arguments.addAll(Files.readAllLines(layout.conf(NAME).resolve("jvm.options")));
    arguments.addAll(List.of("-cp", classPath));
    var file = layout.conf(NAME).resolve("server.args");
    ArgumentFile.write(file, arguments);
    return Map.of(
        "JAVA_HOME", javas.forServers().toString(),
        "SERVER_STACK", layout.dir().toString(),
        "SERVER_PID_FILE", layout.pidFile(NAME).toString(),
        "SERVER_LOG", layout.log(NAME).toString(),
        "SERVER_ARGUMENTS", file.toString());
  }
}
