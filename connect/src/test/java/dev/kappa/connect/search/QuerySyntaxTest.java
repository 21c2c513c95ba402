package dev.kappa.connect.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.connect.elastic.ErrorCause;
import org.junit.jupiter.api.Test;

class QuerySyntaxTest {
  @Test
  void pointsAtTheCharacter() {
    assertThat(
            QuerySyntax.explain(
                "a ) b",
                error(
                    "Failed to parse query [a ) b]; caused by: Encountered \" \")\" \") \"\" at line 1, column 2.")))
        .hasValueSatisfying(
            text ->
                assertThat(text.lines())
                    .startsWith("the query cannot be read at character 3:", "  a ) b", "    ^"));
  }

  @Test
  void saysThatAQueryEndsTooEarly() {
    assertThat(
            QuerySyntax.explain(
                "a (b",
                error(
                    "Failed to parse query [a (b]; caused by: Encountered \"<EOF>\" at line 1, column 4.")))
        .hasValueSatisfying(
            text -> assertThat(text).contains("character 5, where it ends too early"));
  }

  @Test
  void leavesOtherErrorsAlone() {
    assertThat(QuerySyntax.explain("a", error("no rights"))).isEmpty();
  }

  private static ErrorCause error(String reason) {
    return new ErrorCause("query_shard_exception", reason);
  }
}
