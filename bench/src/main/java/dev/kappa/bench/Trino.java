package dev.kappa.bench;

import dev.kappa.contracts.config.KappaConfig;
import io.trino.jdbc.TrinoDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** A session on the configured Trino. */
final class Trino implements AutoCloseable {
  private final Connection connection;

  private Trino(Connection connection) {
    this.connection = connection;
  }

  static Trino open(KappaConfig.Trino config) {
    var url = config.url();
    boolean secure = url.getScheme().equals("https");
    var properties = new Properties();
    properties.setProperty("user", config.user());
    properties.setProperty("SSL", Boolean.toString(secure));
    properties.setProperty("source", "kappa bench");
    if (!config.password().isEmpty()) {
      properties.setProperty("password", config.password());
    }
    int port = url.getPort() != -1 ? url.getPort() : secure ? 443 : 80;
    try {
      return new Trino(
          new TrinoDriver().connect("jdbc:trino://" + url.getHost() + ":" + port, properties));
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** The one number that a query returns. */
  long number(String sql) {
    return ((Number) rows(sql).get(0).get(0)).longValue();
  }

  List<List<Object>> rows(String sql) {
    var rows = new ArrayList<List<Object>>();
    try (var statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        var row = new ArrayList<>();
        for (int column = 1; column <= columns; column++) {
          row.add(result.getObject(column));
        }
        rows.add(row);
      }
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static BenchFailedException failed(SQLException e) {
    return new BenchFailedException("Trino: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }
}
