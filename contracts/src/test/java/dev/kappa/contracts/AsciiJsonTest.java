package dev.kappa.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiJsonTest {
  private static final long SEED = 20261128L;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** What JSON is made of, and some of what it is not. */
  private static final String PIECES = "{}[]:,\"\\/ \t\r\nbfnrtueE+-.0123456789aAgtruefalsenull\0é";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " { \"a\" : 1 } ",
        "{\"a\":[],\"b\":{},\"c\":[1,-0,0.5,1e9,1E-9,-12.5e+3]}",
        "{\"\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"}",
        "{\"a\":[true,false,null,\"x\",[[{}]]]}"
      })
  void recognisesObjects(String json) {
    assertThat(AsciiJson.isObject(json.getBytes(UTF_8))).isTrue();
    assertThat(isObjectToJackson(json.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "{",
        "}",
        "{}}",
        "{}{}",
        "{} 1",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":-}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":tru}",
        "{\"a\":nullx}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"",
        "{\"a\":\"\\",
        "{\"a\":NaN}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[",
        "{\"a\":{}",
      })
  void recognisesNothingElse(String text) {
    assertThat(AsciiJson.isObject(text.getBytes(UTF_8))).isFalse();
  }

  @Test
  void findsEveryByteThatDoesNotStandForItselfAtEveryPlaceOfAString() {
    for (int length = 1; length <= 20; length++) {
      for (int place = 0; place < length; place++) {
        for (int other = Byte.MIN_VALUE; other <= Byte.MAX_VALUE; other++) {
          var bytes = ("{\"a\":\"" + "~".repeat(length) + "\"}").getBytes(UTF_8);
          bytes[6 + place] = (byte) other;
          assertThat(AsciiJson.isObject(bytes))
              .as("%d at %d of %d", other, place, length)
              .isEqualTo(other >= ' ' && isObjectToJackson(bytes));
        }
      }
    }
  }

  @Test
  void leavesToTheParserWhatItMayRefuse() {
    assertThat(AsciiJson.isObject("{\"é\":1}".getBytes(UTF_8))).isFalse();
    assertThat(AsciiJson.isObject(("{\"a\":" + "1".repeat(2_000) + "}").getBytes(UTF_8))).isFalse();
    assertThat(AsciiJson.isObject(nested("[", "]"))).isFalse();
    assertThat(AsciiJson.isObject(nested("{\"a\":", "}"))).isFalse();
    assertThat(AsciiJson.isObject(("{\"" + "a".repeat(60_000) + "\":1}").getBytes(UTF_8)))
        .isFalse();
  }

  private static byte[] nested(String open, String close) {
    return ("{\"a\":" + open.repeat(100_000) + "1" + close.repeat(100_000) + "}").getBytes(UTF_8);
  }

  @Test
  void whatItRecognisesAParserTakesToo() {
    System.out.println("seed " + SEED);
    var random = new Random(SEED);
    int recognised = 0;
    for (int n = 0; n < 40_000; n++) {
      var object = NODES.objectNode().set("a", node(random, 0)).toString();
      assertThat(AsciiJson.isObject(object.getBytes(UTF_8))).isTrue();
      var changed = new StringBuilder(object);
      for (int changes = random.nextInt(3); changes >= 0; changes--) {
        int at = random.nextInt(changed.length());
        char piece = PIECES.charAt(random.nextInt(PIECES.length()));
        switch (random.nextInt(3)) {
          case 0 -> changed.setCharAt(at, piece);
          case 1 -> changed.insert(at, piece);
          default -> changed.deleteCharAt(at);
        }
      }
      var bytes = changed.toString().getBytes(UTF_8);
      if (AsciiJson.isObject(bytes)) {
        recognised++;
        assertThat(isObjectToJackson(bytes)).as(changed.toString()).isTrue();
      } else if (isAscii(bytes)) {
        assertThat(isObjectToJackson(bytes)).as(changed.toString()).isFalse();
      }
    }
    assertThat(recognised).isBetween(5_000, 35_000);
  }

  private static JsonNode node(Random random, int depth) {
    return switch (random.nextInt(depth < 4 ? 7 : 5)) {
      case 0 -> NODES.textNode("text \"\\/\n\t" + random.nextInt(100));
      case 1 -> NODES.numberNode(random.nextInt());
      case 2 -> NODES.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
      case 3 -> NODES.booleanNode(random.nextBoolean());
      case 4 -> NODES.nullNode();
      case 5 -> {
        var array = NODES.arrayNode();
        for (int size = random.nextInt(4); size > 0; size--) {
          array.add(node(random, depth + 1));
        }
        yield array;
      }
      default -> {
        var object = NODES.objectNode();
        for (int size = random.nextInt(4); size > 0; size--) {
          object.set("field" + size, node(random, depth + 1));
        }
        yield object;
      }
    };
  }

  private static boolean isAscii(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isObjectToJackson(byte[] bytes) {
    try {
      Json.requireObject(bytes);
      return true;
    } catch (MalformedEventException e) {
      return false;
    }
  }
}
