package dev.kappa.presto.query;

import dev.kappa.contracts.config.KappaConfig;
import io.trino.jdbc.TrinoDriver;
import io.trino.jdbc.TrinoStatement;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;

/** A conversation with Trino, one statement at a time. */
public final class TrinoSession implements AutoCloseable {
  private final URI url;
  private final Connection connection;
  private final AtomicReference<Statement> running = new AtomicReference<>();

  private TrinoSession(URI url, Connection connection) {
    this.url = url;
    this.connection = connection;
  }

  /** What a statement did. */
  public sealed interface Outcome {}

  /** It returned rows. */
  public record Rows(long count) implements Outcome {}

  /**
   * It changed something.
   *
   * @param what Trino's words, for example {@code CREATE TABLE}
   * @param rows how many, 0 where rows are not the matter
   */
  public record Changed(String what, long rows) implements Outcome {}

  /** Opens a session; whether Trino answers is seen by the first statement. */
  public static TrinoSession open(KappaConfig.Trino trino) throws SQLException {
    var url = trino.url();
    boolean secure = url.getScheme().equals("https");
    var properties = new Properties();
    properties.setProperty("user", trino.user());
    properties.setProperty("SSL", Boolean.toString(secure));
    properties.setProperty("source", "kappa");
    if (!trino.password().isEmpty()) {
      properties.setProperty("password", trino.password());
    }
    int port = url.getPort() != -1 ? url.getPort() : secure ? 443 : 80;
    var connection =
        new TrinoDriver().connect("jdbc:trino://" + url.getHost() + ":" + port, properties);
    return new TrinoSession(url, connection);
  }

  /**
   * Runs a statement to its end.
   *
   * @throws QueryFailedException where Trino cannot run it
   * @throws IOException where Trino cannot be reached
   */
  public Outcome run(Script.Statement statement, RowWriter writer, Progress progress)
      throws QueryFailedException, IOException {
    try (var jdbc = connection.createStatement()) {
      running.set(jdbc);
      jdbc.unwrap(TrinoStatement.class).setProgressMonitor(progress);
      if (jdbc.execute(statement.sql())) {
        return write(jdbc, writer, progress);
      }
      return new Changed(
          String.valueOf(jdbc.unwrap(TrinoStatement.class).getUpdateType()),
          Math.max(0, jdbc.getLargeUpdateCount()));
    } catch (SQLException e) {
      if (isUnreachable(e)) {
        throw new IOException(
            "no answer from Trino at %s (%s): start it with './kappa up', or set trino.url"
                .formatted(url, rootMessage(e)),
            e);
      }
      throw QueryFailedException.of(statement, e);
    } finally {
      running.set(null);
      progress.clear();
    }
  }

  /**
   * Stops what is running, on the server too.
   *
   * @return whether something was running
   */
  public boolean cancel() throws SQLException {
    var statement = running.get();
    if (statement == null) {
      return false;
    }
    statement.cancel();
    return true;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static Rows write(Statement statement, RowWriter writer, Progress progress)
      throws SQLException {
    try (var rows = statement.getResultSet()) {
      var columns = columns(rows.getMetaData());
      long count = 0;
      boolean begun = false;
      while (rows.next()) {
        if (!begun) {
          progress.clear();
          writer.begin(columns);
          begun = true;
        }
        writer.row(Values.ofRow(rows, columns.size()));
        count++;
      }
      progress.clear();
      if (!begun) {
        writer.begin(columns);
      }
      writer.end();
      return new Rows(count);
    }
  }

  private static List<Column> columns(ResultSetMetaData metadata) throws SQLException {
    var columns = new ArrayList<Column>();
    for (int i = 1; i <= metadata.getColumnCount(); i++) {
      columns.add(new Column(metadata.getColumnLabel(i), metadata.getColumnTypeName(i)));
    }
    return columns;
  }

  /** A failure of the connection, where Trino itself said nothing. */
  private static boolean isUnreachable(Throwable failure) {
    for (var cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return true;
      }
    }
    return false;
  }

  private static String rootMessage(Throwable failure) {
    var root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage();
  }
}
