package dev.kappa.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dev.kappa.contracts.config.KappaConfig;
import java.net.InetSocketAddress;
import java.time.Duration;

/** Opens sessions on the configured Cassandra. */
final class Cassandra {
  private Cassandra() {}

  static CqlSession open(KappaConfig.Cassandra config) {
    var builder =
        CqlSession.builder()
            .addContactPoints(
                config.contactPoints().stream()
                    .map(node -> new InetSocketAddress(node.getHostString(), node.getPort()))
                    .toList())
            .withLocalDatacenter(config.localDatacenter())
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofMinutes(1))
                    .withBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS, false)
                    .build());
    if (!config.username().isEmpty()) {
      builder.withAuthCredentials(config.username(), config.password());
    }
    return builder.build();
  }
}
