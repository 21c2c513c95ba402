package dev.kappa.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DocumentSumTest {
  @Test
  void theOrderOfDocumentsDoesNotMatter() {
    assertThat(sum("t+0+0", "{}", "t+0+1", "{\"n\":1}"))
        .isEqualTo(sum("t+0+1", "{\"n\":1}", "t+0+0", "{}"));
  }

  @Test
  void everythingElseDoes() {
    var sum = sum("t+0+0", "{\"n\":0}", "t+0+1", "{\"n\":1}");
    assertThat(sum("t+0+0", "{\"n\":1}", "t+0+1", "{\"n\":0}")).as("swapped").isNotEqualTo(sum);
    assertThat(sum("t+0+0", "{\"n\":0}", "t+0+1", "{\"n\":2}")).as("changed").isNotEqualTo(sum);
    assertThat(sum("t+0+0", "{\"n\":0}")).as("missing").isNotEqualTo(sum);
    assertThat(sum("t+0+0", "{\"n\":0}", "t+0+0", "{\"n\":0}")).as("twice").isNotEqualTo(sum);
  }

  private static DocumentSum sum(String... idsAndDocuments) {
    var sum = DocumentSum.NONE;
    for (int i = 0; i < idsAndDocuments.length; i += 2) {
      sum = sum.plus(idsAndDocuments[i], idsAndDocuments[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return sum;
  }
}
