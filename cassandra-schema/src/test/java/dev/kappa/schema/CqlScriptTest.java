package dev.kappa.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CqlScriptTest {
  @Test
  void splitsAtSemicolonsAndDropsComments() {
    assertThat(CqlScript.statements("-- first; really\nSELECT 1;\n/* ; */ SELECT 2 // ; last\n;;"))
        .containsExactly("SELECT 1", "SELECT 2");
  }

  @Test
  void leavesStringsAlone() {
    assertThat(
            CqlScript.statements(
                "INSERT INTO t (a) VALUES ('it''s; -- this'); SELECT \"a;b\" FROM t; x $$ ; $$"))
        .containsExactly(
            "INSERT INTO t (a) VALUES ('it''s; -- this')", "SELECT \"a;b\" FROM t", "x $$ ; $$");
  }

  @Test
  void nothingIsNoStatement() {
    assertThat(CqlScript.statements(" \n-- only words\n")).isEmpty();
  }
}
