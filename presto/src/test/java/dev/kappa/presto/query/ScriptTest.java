package dev.kappa.presto.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.presto.query.Script.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
  @Test
  void splitsAtSemicolons() {
    assertThat(Script.split("SELECT 1;\n\n  SELECT 2\n;SELECT 3"))
        .containsExactly(
            new Statement("SELECT 1", 1),
            new Statement("SELECT 2", 3),
            new Statement("SELECT 3", 4));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT 'a;b'",
        "SELECT 'it''s; fine'",
        "SELECT \"a;b\" FROM t",
        "SELECT 1 -- not; here",
        "SELECT 1 -- it's\n, 2",
        "SELECT /* nor; here */ 1",
        "SELECT 'open; end",
        "SELECT 1 /* open; end",
      })
  void doesNotSplitInQuotesAndComments(String sql) {
    assertThat(Script.split(sql)).containsExactly(new Statement(sql, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " \n", ";", ";;\n;", "-- nothing", "/* nothing */ ;"})
  void findsNoStatementWhereThereIsNone(String sql) {
    assertThat(Script.split(sql)).isEmpty();
  }

  @Test
  void keepsTheCommentThatAStatementBeginsWith() {
    assertThat(Script.split("-- one\nSELECT 1; -- two\nSELECT 2"))
        .containsExactly(
            new Statement("-- one\nSELECT 1", 1), new Statement("-- two\nSELECT 2", 2));
  }
}
