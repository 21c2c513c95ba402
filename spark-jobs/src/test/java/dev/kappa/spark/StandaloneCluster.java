package dev.kappa.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A Spark cluster of a master and two workers on loopback, of the artifacts that {@code
 * spark-submit} is made of. Workers look for Spark's jars in a folder, which is made of links.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();
  private final String master;

  StandaloneCluster(Path root, Path folder) throws IOException {
    this.folder = folder;
    var classPath = Files.readString(root.resolve("stack/servers/spark/target/classpath")).strip();
    var jars = Files.createDirectories(folder.resolve("spark/jars"));
    for (String jar : classPath.split(":", -1)) {
      Files.createSymbolicLink(jars.resolve(Path.of(jar).getFileName()), Path.of(jar));
    }
    var port = freePort();
    this.master = "spark://127.0.0.1:" + port;
    try {
      start(classPath, "master.Master", "--port", Integer.toString(port), "--webui-port", "0");
      awaitLog(0, "I have been elected leader");
      for (int worker = 1; worker <= 2; worker++) {
        start(
            classPath,
            "worker.Worker",
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "700m",
            "--work-dir",
            folder.resolve("work-" + worker).toString(),
            master);
        awaitLog(worker, "Successfully registered with master");
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  String master() {
    return master;
  }

  /** {@code kill -9} of the executor of a worker, 0 or 1; returns when it is gone. */
  void killExecutor(int worker) {
    var executor =
        Awaitility.await("executor")
            .atMost(Duration.ofMinutes(2))
            .until(() -> executor(worker), Optional::isPresent)
            .orElseThrow();
    executor.destroyForcibly();
    executor.onExit().join();
  }

  private Optional<ProcessHandle> executor(int worker) {
    return processes
        .get(1 + worker)
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
        .findFirst();
  }

  private void start(String classPath, String mainClass, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Dlog4j2.configurationFile=" + logging());
    command.addAll(List.of("-cp", classPath, "org.apache.spark.deploy." + mainClass));
    command.addAll(List.of("--host", "127.0.0.1"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("SPARK_HOME", folder.resolve("spark").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    processes.add(
        builder.redirectErrorStream(true).redirectOutput(log(processes.size()).toFile()).start());
  }

  private Path logging() throws IOException {
    var file = folder.resolve("log4j2.properties");
    Files.writeString(
        file,
        """
        rootLogger.level = info
        rootLogger.appenderRef.out.ref = out
        appender.out.type = Console
        appender.out.name = out
        """);
    return file;
  }

  private Path log(int process) {
    return folder.resolve("process-" + process + ".log");
  }

  private void awaitLog(int process, String text) {
    Awaitility.await(text)
        .atMost(Duration.ofMinutes(2))
        .until(() -> Files.readString(log(process)).contains(text));
  }

  /** Of loopback. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    for (Process process : processes) {
      var children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      process.onExit().join();
    }
  }
}
