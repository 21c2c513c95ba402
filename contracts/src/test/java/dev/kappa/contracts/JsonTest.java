package dev.kappa.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsAnEventAndIgnoresWhatItDoesNotKnow() {
    var action =
        Json.decode(bytes("{\"uuid\":\"u\",\"uri\":\"/\",\"name\":\"p\",\"x\":[1]}"), Action.class);

    assertThat(action).isEqualTo(new Action("u", "/", "p", null, null));
  }

  @Test
  void writesNoFieldThatIsMissing() {
    assertThat(Json.encode(new Action("u", "/", "p", null, null)))
        .isEqualTo(bytes("{\"uuid\":\"u\",\"uri\":\"/\",\"name\":\"p\"}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", " {\"a\":{\"b\":[1,{}]}} ", "{\"ä\":\"\\u0000\"}"})
  void anObjectIsAccepted(String text) {
    assertThatCode(() -> Json.requireObject(bytes(text))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "hello | not JSON",
        "[1] | not a JSON object but START_ARRAY",
        "{\"a\":1 | not JSON",
        "{} {} | more than one JSON value",
        "`` | not a JSON object but nothing"
      })
  void whatIsNotExactlyOneObjectIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> Json.requireObject(bytes(text)))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void bytesThatAreNoUtf8AreRefused() {
    assertThatThrownBy(
            () -> Json.requireObject(new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("not UTF-8");
  }

  @Test
  void aMissingValueIsRefused() {
    assertThatThrownBy(() -> Json.decode(null, Action.class))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("no value");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
