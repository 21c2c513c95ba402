package dev.kappa.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Has a server tell Prometheus what it counts in JMX: under {@code /metrics} of a loopback port,
 * named as its {@code metrics.yaml} says.
 */
final class JmxMetrics {
  private static final String AGENT = "jmx_prometheus_javaagent";

  private JmxMetrics() {}

  static void prepare(StackLayout layout, String server) throws IOException {
    ServerFiles.copyResource(server + "/metrics.yaml", names(layout, server));
  }

  /** The argument of {@code java} that loads the agent, which is on the server's class path. */
  static String agent(StackLayout layout, String server, int port) throws IOException {
    var jar =
        Arrays.stream(layout.classPath(server).split(File.pathSeparator, -1))
            .filter(path -> Path.of(path).getFileName().toString().startsWith(AGENT))
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "%s: %s is not on the class path of the server: build it anew, ./kappa build"
                            .formatted(server, AGENT)));
    return "-javaagent:%s=127.0.0.1:%d:%s".formatted(jar, port, names(layout, server));
  }

  private static Path names(StackLayout layout, String server) {
    return layout.conf(server).resolve("metrics.yaml");
  }
}
