package dev.kappa.stack;

import dev.kappa.contracts.config.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The configuration of a single Elasticsearch node that only this machine can reach. */
final class ElasticsearchConfiguration {
  /**
   * The first compiler alone: half the time of a processor to start and to index the first hundred
   * thousand documents, against a seventh more for those after them.
   */
  private static final String JVM =
      """
      -XX:TieredStopAtLevel=1
      -Xms128m
      -Xmx512m
      -XX:+UseSerialGC
      -XX:-AlwaysPreTouch
      -XX:-UsePerfData
      -XX:+ExitOnOutOfMemoryError
      -Djava.io.tmpdir=${ES_TMPDIR}
      """;

  private static final String LOGGING =
      """
      status = error
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5p %c{1.} %m%n
      rootLogger.level = info
      rootLogger.appenderRef.console.ref = console
      """;

  private final ElasticsearchFolders folders;
  private final Ports ports;

  ElasticsearchConfiguration(ElasticsearchFolders folders, Ports ports) {
    this.folders = folders;
    this.ports = ports;
  }

  void write() throws IOException {
    Files.writeString(folders.conf().resolve("elasticsearch.yml"), settings());
    Files.writeString(folders.conf().resolve("jvm.options"), JVM);
    Files.writeString(folders.conf().resolve("log4j2.properties"), LOGGING);
  }

  private String settings() {
    return """
        # Written by ./kappa up each time; what is changed here is lost.
        cluster.name: kappa
        node.name: kappa
        discovery.type: single-node
        network.host: 127.0.0.1
        http.port: %d
        transport.port: %d
        path.data: %s
        path.logs: %s
        # No passwords: it listens on this machine alone.
        xpack.security.enabled: false
        # A disk that is nearly full is no reason to refuse a small index.
        cluster.routing.allocation.disk.threshold_enabled: false
        """
        .formatted(
            ports.elasticsearch(),
            ports.elasticsearchTransport(),
            quoted(folders.data()),
            quoted(folders.temp()));
  }

  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }
}
