package dev.kappa.presto.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class QueryFailedExceptionTest {
  @Test
  void pointsAtThePlace() {
    assertThat(failure("SELECT 1\nFORM t", 1, "line 2:1: mismatched input 'FORM'"))
        .hasMessage(
            """
            line 2:1: mismatched input 'FORM' (query 20261123_1)
              FORM t
              ^""");
  }

  @Test
  void countsLinesFromTheTopOfTheScript() {
    assertThat(failure("SELECT\n\tx", 7, "line 2:2: Column 'x' cannot be resolved"))
        .hasMessage(
            """
            line 8:2: Column 'x' cannot be resolved (query 20261123_1)
               x
               ^""");
  }

  @Test
  void saysTheQueryWhereThereIsNoPlace() {
    assertThat(failure("SELECT 1/0", 1, "Division by zero"))
        .hasMessage("Division by zero (query 20261123_1)");
  }

  @Test
  void passesOtherMessagesOn() {
    assertThat(
            QueryFailedException.of(
                new Script.Statement("SELECT 1", 1), new SQLException("Connection is closed")))
        .hasMessage("Connection is closed");
  }

  private static QueryFailedException failure(String sql, int line, String message) {
    return QueryFailedException.of(
        new Script.Statement(sql, line),
        new SQLException("Query failed (#20261123_1): " + message));
  }
}
