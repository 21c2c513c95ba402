package dev.kappa.enrich.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random objects: the result is what a JSON tree says it is, and its bytes are the input's. */
class AppendValuePropertyTest {
  private static final String FIELD = "Interests";
  private static final String VALUE = "Developers Summit";
  private static final int ROUNDS = 20_000;

  @Test
  void agreesWithTheTreeAndKeepsTheBytesAroundTheValue() throws IOException {
    long seed = Long.getLong("kappa.seed", System.nanoTime());
    System.err.println("seed: " + seed + " (-Dkappa.seed=" + seed + ")");
    var objects = new RandomJson(new Random(seed), FIELD);
    var append = new AppendValue(FIELD, VALUE);

    for (int round = 0; round < ROUNDS; round++) {
      var text = objects.object();
      var before = text.getBytes(UTF_8);
      var after = append.apply(before);

      assertThat(Json.mapper().readTree(after)).as(text).isEqualTo(expected(before));
      assertOnePlaceDiffers(before, after);
    }
  }

  private static ObjectNode expected(byte[] object) throws IOException {
    var tree = (ObjectNode) Json.mapper().readTree(object);
    var field = tree.get(FIELD);
    if (field == null || field.isNull() || (field.isTextual() && field.textValue().isEmpty())) {
      tree.set(FIELD, TextNode.valueOf(VALUE));
    } else if (field.isTextual()) {
      tree.put(FIELD, field.textValue() + "," + VALUE);
    } else {
      tree.withArray(FIELD).add(VALUE);
    }
    return tree;
  }

  /** What is common at the start and at the end covers the input, but for a {@code null}. */
  private static void assertOnePlaceDiffers(byte[] before, byte[] after) {
    int prefix = Arrays.mismatch(before, after);
    int suffix = 0;
    while (suffix < before.length - prefix
        && before[before.length - 1 - suffix] == after[after.length - 1 - suffix]) {
      suffix++;
    }
    var replaced = new String(before, prefix, before.length - prefix - suffix, UTF_8);
    assertThat(replaced).isIn("", "null");
  }
}
