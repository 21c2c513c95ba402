package dev.kappa.presto.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "p=home               | SELECT :p               | SELECT 'home'",
        "p=it's; --           | SELECT :p, :p           | SELECT 'it''s; --', 'it''s; --'",
        "p=a=b                | SELECT :p               | SELECT 'a=b'",
        "p=                   | SELECT :p               | SELECT ''",
        "n:bigint=5           | SELECT :n + 1           | SELECT CAST('5' AS bigint) + 1",
        "d:decimal(10, 2)=1.5 | SELECT :d               | SELECT CAST('1.5' AS decimal(10, 2))",
        "t=$1\\               | SELECT :t               | SELECT '$1\\'",
        "q=+mail \"x\"        | FROM \"docs: :q\"       | FROM \"docs: +mail \"\"x\"\"\"",
      })
  void becomesALiteral(String given, String sql, String filled) {
    assertThat(Parameters.parse(List.of(given)).fill(sql)).isEqualTo(filled);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT ':p', :p",
        "SELECT 'it''s :p', :p",
        "SELECT 1 -- :p\n, :p",
        "SELECT /* :p */ :p",
      })
  void leavesQuotesAndCommentsAlone(String sql) {
    var filled = Parameters.parse(List.of("p=x")).fill(sql);

    assertThat(filled).isEqualTo(sql.substring(0, sql.length() - 2) + "'x'");
  }

  @Test
  void leavesANameThatWasNotGivenToTrino() {
    assertThat(Parameters.parse(List.of()).fill("SELECT :p, \"a: :p\""))
        .isEqualTo("SELECT :p, \"a: :p\"");
  }

  @Test
  void saysThatAValueHasNoPlace() {
    assertThatThrownBy(() -> Parameters.parse(List.of("p=1", "x=2")).fill("SELECT :p"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not in the statement: :x");
  }

  @Test
  void prefersWhatWasGivenToADefault() {
    var given = Parameters.parse(List.of("a=1")).orElse(Parameters.parse(List.of("a=2", "b=3")));

    assertThat(given.fill(":a :b")).isEqualTo("'1' '3'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p", "=1", "1p=1", "p:=1", "p:int'=1"})
  void saysHowAParameterIsWritten(String given) {
    assertThatThrownBy(() -> Parameters.parse(List.of(given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'" + given + "' is no parameter: write name=value, or name:type=value");
  }
}
