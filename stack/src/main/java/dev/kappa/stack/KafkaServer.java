package dev.kappa.stack;

import dev.kappa.contracts.config.Ports;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own KRaft controller. */
final class KafkaServer implements Server {
  private static final String NAME = "kafka";

  private final StackLayout layout;
  private final Ports ports;
  private final JavaHomes javas;

  KafkaServer(StackLayout layout, Ports ports, JavaHomes javas) {
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
        new Port("stack.kafka.port", ports.kafka()),
        new Port("stack.kafka.controller.port", ports.kafkaController()),
        new Port("stack.kafka.metrics.port", ports.kafkaMetrics()));
  }

  @Override
  public int memoryMebibytes() {
    return 500;
  }

  @Override
  public List<String> problems() {
    var problems =
        new ArrayList<>(ServerFiles.problems(NAME, javas::forServers, layout.classPathFile(NAME)));
    if (layout.dir().toString().contains(",")) {
      problems.add(
          "kafka: cannot keep its data in a folder with a comma in its name: "
              + layout.dir()
              + "; stack.dir names another");
    }
    return problems;
  }

  @Override
  public void prepare() throws IOException {
    PropertiesFile.write(configuration(), settings());
    ServerFiles.copyResource("kafka/log4j2.properties", logging());
    JmxMetrics.prepare(layout, NAME);
    ServerFiles.delete(layout.temporary(NAME));
    Files.createDirectories(layout.temporary(NAME));
    if (Files.notExists(layout.data(NAME).resolve("meta.properties"))) {
      format();
    }
  }

  @Override
  public void launch(ChildProcesses children) throws IOException {
    children.start(
        NAME,
        command(
            "server",
            List.of(
                JmxMetrics.agent(layout, NAME, ports.kafkaMetrics()),
                "kafka.Kafka",
                configuration().toString())));
  }

  /** Asks for the cluster's metadata: it is ready once it lists itself among the live brokers. */
  @Override
  public boolean isReady() {
    try (var socket = new Socket()) {
      socket.connect(Loopback.at(ports.kafka()), 500);
      socket.setSoTimeout(1500);
      var out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(14); // the bytes that follow
      out.writeShort(3); // Metadata
      out.writeShort(1); // version
      out.writeInt(1); // correlation id
      out.writeShort(-1); // no client id
      out.writeInt(0); // no topics
      out.flush();
      var in = new DataInputStream(socket.getInputStream());
      int size = in.readInt();
      return size >= 8 && in.readInt() == 1 && in.readInt() > 0;
    } catch (IOException e) {
      return false; // not listening, or not answering yet
    }
  }

  /** Gives an empty data folder its cluster id. What is formatted already stays as it is. */
  private void format() throws IOException {
    new ChildProcesses(layout)
        .run(
            NAME,
            command(
                "format",
                List.of(
                    "kafka.tools.StorageTool",
                    "format",
                    "--cluster-id",
                    Uuid.randomUuid().toString(),
                    "--config",
                    configuration().toString(),
                    "--standalone",
                    "--ignore-formatted")));
  }

  private ChildCommand command(String step, List<String> lastArguments) throws IOException {
    var arguments = new ArrayList<String>();
    arguments.addAll(
        List.of(
            "-Xms128m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+UseTransparentHugePages",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + layout.temporary(NAME),
            "-Dkappa.stage=" + NAME,
            "-Dlog4j2.configurationFile=" + logging().toUri(),
            "-cp",
            layout.classPath(NAME)));
    arguments.addAll(lastArguments);
    return new ChildCommand(
        List.of(),
        javas.forServers(),
        List.of(ArgumentFile.write(layout.conf(NAME).resolve(step + ".args"), arguments)),
        Map.of(),
        layout.conf(NAME));
  }

  private Path configuration() {
    return layout.conf(NAME).resolve("server.properties");
  }

  private Path logging() {
    return layout.conf(NAME).resolve("log4j2.properties");
  }

  private Map<String, String> settings() {
    var settings = new TreeMap<String, String>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", "1");
    settings.put("controller.quorum.bootstrap.servers", "127.0.0.1:" + ports.kafkaController());
    settings.put("controller.listener.names", "CONTROLLER");
    var listeners =
        "PLAINTEXT://127.0.0.1:"
            + ports.kafka()
            + ",CONTROLLER://127.0.0.1:"
            + ports.kafkaController();
    settings.put("listeners", listeners);
    settings.put("advertised.listeners", listeners);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("log.dirs", layout.data(NAME).toString());
    // The log is what every result is rebuilt from: nothing in it grows old.
    settings.put("log.retention.ms", "-1");
    settings.put("offsets.retention.minutes", String.valueOf(10 * 365 * 24 * 60));
    // A topic that nobody created is a typing error.
    settings.put("auto.create.topics.enable", "false");
    for (var topic :
        List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
      settings.put(topic + ".replication.factor", "1");
      settings.put(topic + ".num.partitions", "4");
    }
    settings.put("transaction.state.log.min.isr", "1");
    settings.put("share.coordinator.state.topic.min.isr", "1");
    settings.put("group.initial.rebalance.delay.ms", "0");
    // An enricher that is killed leaves an open transaction: readers wait until it is aborted.
    settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    // 128 MiB by default, a quarter of the heap.
    settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20));
    return settings;
  }
}
