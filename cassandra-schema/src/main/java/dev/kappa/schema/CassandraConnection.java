package dev.kappa.schema;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dev.kappa.contracts.config.KappaConfig;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;

/** Opens sessions, and waits for a Cassandra that is still starting. */
final class CassandraConnection {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final KappaConfig.Cassandra cassandra;
  private final PrintStream log;

  CassandraConnection(KappaConfig.Cassandra cassandra, PrintStream log) {
    this.cassandra = cassandra;
    this.log = log;
  }

  /** Keeps the driver's warnings off the screen: what they say of a node is said here, once. */
  static void quietDriver() {
    if (System.getProperty("kappa.log.level.libraries") == null) {
      System.setProperty("kappa.log.level.libraries", "ERROR");
    }
  }

  /**
   * Opens a session with no keyspace chosen.
   *
   * @param patience for how long a Cassandra that cannot be reached is asked again
   * @throws CassandraUnreachableException when it still cannot be reached then, or refuses the
   *     login
   */
  CqlSession open(Duration patience) throws InterruptedException {
    var deadline = Instant.now().plus(patience);
    var said = false;
    while (true) {
      try {
        return build();
      } catch (AllNodesFailedException e) {
        if (refused(e)) {
          throw new CassandraUnreachableException(
              "Cassandra at " + nodes() + " refuses the login of " + user(), e);
        }
        if (!Instant.now().plus(PAUSE).isBefore(deadline)) {
          throw new CassandraUnreachableException(
              "Cassandra at %s cannot be reached, tried for %d s; ./kappa status tells whether it runs (%s)"
                  .formatted(nodes(), patience.toSeconds(), firstCause(e)),
              e);
        }
      }
      if (!said) {
        log.printf("waiting for Cassandra at %s, up to %d s%n", nodes(), patience.toSeconds());
        said = true;
      }
      Thread.sleep(PAUSE.toMillis());
    }
  }

  private CqlSession build() {
    var builder =
        CqlSession.builder()
            .withLocalDatacenter(cassandra.localDatacenter())
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                    .withDuration(
                        DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, Duration.ofSeconds(10))
                    .withDuration(
                        DefaultDriverOption.CONTROL_CONNECTION_AGREEMENT_TIMEOUT,
                        Duration.ofSeconds(30))
                    .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                    // Nobody asks the driver for tables; keeping it informed takes a second each.
                    .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                    .build());
    cassandra
        .contactPoints()
        .forEach(
            node ->
                builder.addContactPoint(
                    new InetSocketAddress(node.getHostString(), node.getPort())));
    if (!cassandra.username().isEmpty()) {
      builder.withAuthCredentials(cassandra.username(), cassandra.password());
    }
    return builder.build();
  }

  private String nodes() {
    return cassandra.contactPoints().stream()
        .map(node -> node.getHostString() + ":" + node.getPort())
        .collect(Collectors.joining(", "));
  }

  private String user() {
    return cassandra.username().isEmpty() ? "nobody (no username is set)" : cassandra.username();
  }

  private static boolean refused(AllNodesFailedException e) {
    return e.getAllErrors().values().stream()
        .flatMap(errors -> errors.stream())
        .anyMatch(AuthenticationException.class::isInstance);
  }

  private static String firstCause(AllNodesFailedException e) {
    return e.getAllErrors().values().stream()
        .flatMap(errors -> errors.stream())
        .findFirst()
        .map(Throwable::getMessage)
        .orElse(e.getMessage());
  }
}
