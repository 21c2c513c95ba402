package dev.kappa.spark.status;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataTypes;
import dev.kappa.contracts.config.KappaConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Counts the rows of jobs' tables by reading their keys, up to a limit. */
final class TableReading implements AutoCloseable {
  private final CqlSession session;
  private final String keyspace;
  private final int limit;

  /**
   * Connects.
   *
   * @param limit of rows that are read of each table
   */
  TableReading(KappaConfig.Cassandra cassandra, Duration patience, int limit) {
    var builder =
        CqlSession.builder()
            .withLocalDatacenter(cassandra.localDatacenter())
            .withConfigLoader(
                DriverConfigLoader.programmaticBuilder()
                    .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, patience)
                    .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, patience)
                    .build())
            .addContactPoints(
                cassandra.contactPoints().stream()
                    .map(node -> new InetSocketAddress(node.getHostString(), node.getPort()))
                    .toList());
    if (!cassandra.username().isEmpty()) {
      builder.withAuthCredentials(cassandra.username(), cassandra.password());
    }
    this.session = builder.build();
    this.keyspace = cassandra.keyspace();
    this.limit = limit;
  }

  JobStatus.TableRows of(String table) {
    return session
        .getMetadata()
        .getKeyspace(keyspace)
        .flatMap(found -> found.getTable(CqlIdentifier.fromInternal(table)))
        .map(this::read)
        .orElse(new JobStatus.TableRows(false, 0, true, Optional.empty()));
  }

  private JobStatus.TableRows read(TableMetadata table) {
    var time =
        table.getPrimaryKey().stream()
            .filter(column -> column.getType().equals(DataTypes.TIMESTAMP))
            .map(ColumnMetadata::getName)
            .findFirst();
    var column = time.orElse(table.getPartitionKey().get(0).getName());
    long rows = 0;
    Instant newest = null;
    for (Row row :
        session.execute(
            "SELECT %s FROM %s.%s LIMIT %d"
                .formatted(
                    column.asCql(true), keyspace, table.getName().asCql(true), limit + 1L))) {
      rows++;
      if (time.isPresent()) {
        var at = row.getInstant(0);
        newest = newest == null || at.isAfter(newest) ? at : newest;
      }
    }
    boolean all = rows <= limit;
    return new JobStatus.TableRows(
        true,
        Math.min(rows, limit),
        all,
        Optional.ofNullable(newest).filter(found -> all).map(Instant::toString));
  }

  @Override
  public void close() {
    session.close();
  }
}
