package dev.kappa.spark.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kappa.contracts.MalformedEventException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFieldsTest {
  private static final TextFields FIELDS = new TextFields("a", "bc");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  @Test
  void ofTwoFieldsOfANameTheLastCounts() {
    assertThat(texts("{\"a\":\"1\",\"bc\":\"2\",\"a\":\"3\"}")).containsExactly("3", "2");
    assertThat(texts("{\"a\":\"1\",\"bc\":\"2\",\"a\":null}")).containsExactly(null, "2");
    assertThat(texts("{\"a\":\"1\",\"bc\":\"2\",\"\\u0061\":\"3\"}")).containsExactly("3", "2");
  }

  @Test
  void aFieldOfAnotherObjectIsNotTheEvents() {
    assertThat(texts("{\"x\":{\"a\":\"1\"},\"y\":[{\"bc\":\"2\"}],\"ab\":\"3\",\"b\":\"4\"}"))
        .containsExactly(null, null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1}",
        "{\"a\":true}",
        "{\"a\":[]}",
        "{\"bc\":{}}",
        "{\"a\":\"1\"} {}",
        "{\"a\":\"1\"",
        "[\"a\"]",
        "",
        "{\"a\":\"\\x\"}"
      })
  void refusesWhatIsNoTextOrNoObject(String json) {
    assertThatThrownBy(() -> texts(json)).isInstanceOf(MalformedEventException.class);
  }

  @Test
  void refusesARecordWithoutAValue() {
    assertThatThrownBy(() -> FIELDS.of(null)).isInstanceOf(MalformedEventException.class);
  }

  @Test
  void findsWhatAParserFinds() {
    var seed = 20261128L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      var names = new ArrayList<>(List.of("a", "bc", "b", "abc", "å", "x\"y"));
      Collections.shuffle(names, random);
      var object = NODES.objectNode();
      names.stream().limit(random.nextInt(5)).forEach(name -> object.set(name, node(random)));
      var json = random.nextBoolean() ? object.toString() : object.toPrettyString();
      var expected = Stream.of("a", "bc").map(object::path).toList();
      if (expected.stream().allMatch(TextFieldsTest::isTextOrNothing)) {
        assertThat(texts(json))
            .as(json)
            .containsExactlyElementsOf(expected.stream().map(JsonNode::textValue).toList());
      } else {
        refused++;
        assertThatThrownBy(() -> texts(json)).as(json).isInstanceOf(MalformedEventException.class);
      }
    }
    assertThat(refused).isBetween(2_000, 18_000);
  }

  private static boolean isTextOrNothing(JsonNode node) {
    return node.isTextual() || node.isNull() || node.isMissingNode();
  }

  private static JsonNode node(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.numberNode(random.nextInt());
      case 2 -> NODES.objectNode().put("a", "in another").set("bc", NODES.arrayNode().add("x"));
      case 3 -> NODES.textNode("quoted \" \\ \n");
      case 4 -> NODES.textNode("é 🙂 " + random.nextInt());
      case 5 -> NODES.textNode("");
      default -> NODES.textNode("plain " + random.nextInt());
    };
  }

  private static List<String> texts(String json) {
    return Stream.of(FIELDS.of(json.getBytes(UTF_8)))
        .map(text -> text == null ? null : text.toString())
        .toList();
  }
}
