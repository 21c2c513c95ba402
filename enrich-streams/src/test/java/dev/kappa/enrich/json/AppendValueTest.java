package dev.kappa.enrich.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppendValueTest {
  private static final AppendValue APPEND = new AppendValue("Interests", "Developers Summit");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"Interests\":\"Internet\"} | {\"Interests\":\"Internet,Developers Summit\"}",
        "{\"Interests\":\"\"} | {\"Interests\":\"Developers Summit\"}",
        "{\"Interests\":null} | {\"Interests\":\"Developers Summit\"}",
        "{\"Interests\" : null , \"a\":1} | {\"Interests\" : \"Developers Summit\" , \"a\":1}",
        "{} | {\"Interests\":\"Developers Summit\"}",
        "{\"a\":1.50} | {\"a\":1.50,\"Interests\":\"Developers Summit\"}",
        "{\"Interests\":[]} | {\"Interests\":[\"Developers Summit\"]}",
        "{\"Interests\":[ ]} | {\"Interests\":[ \"Developers Summit\"]}",
        "{\"Interests\":[\"a\",[1,{}]]} | {\"Interests\":[\"a\",[1,{}],\"Developers Summit\"]}",
        "{\"Interests\":[[]]} | {\"Interests\":[[],\"Developers Summit\"]}",
      })
  void appendsToWhatIsThere(String object, String expected) {
    assertThat(append(object)).isEqualTo(expected);
  }

  @Test
  void leavesEveryOtherByteAsItIs() {
    var object =
        """
         {"n": 1.50e+2,\t"Интересы":"\\u00e9\\"é",  "Interests" :
         "Inter\\"net\\\\", "x":{"Interests":"no"},"😀":[1,  2]}\s
        """;

    assertThat(append(object)).isEqualTo(object.replace("net\\\\", "net\\\\,Developers Summit"));
  }

  @Test
  void ofFieldsWithOneNameTheLastIsMeantAsReadersOfJsonMeanIt() {
    assertThat(append("{\"Interests\":\"a\",\"Interests\":\"b\"}"))
        .isEqualTo("{\"Interests\":\"a\",\"Interests\":\"b,Developers Summit\"}");
  }

  @Test
  void knowsTheFieldByItsNameHoweverItIsEscaped() {
    assertThat(append("{\"\\u0049nterests\":\"a\"}"))
        .isEqualTo("{\"\\u0049nterests\":\"a,Developers Summit\"}");
  }

  @Test
  void escapesWhatIsAppended() {
    var append = new AppendValue("f\"", "\"quoted\" \\ é\n");
    assertThat(new String(append.apply("{}".getBytes(UTF_8)), UTF_8))
        .isEqualTo("{\"f\\\"\":\"\\\"quoted\\\" \\\\ é\\n\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"Interests\":1} | WRONG_TYPE",
        "{\"Interests\":true} | WRONG_TYPE",
        "{\"Interests\":{\"a\":\"b\"}} | WRONG_TYPE",
        "[{\"Interests\":\"a\"}] | NOT_AN_OBJECT",
        "\"Interests\" | NOT_AN_OBJECT",
        "not json | NOT_JSON",
        "{\"Interests\":\"a\" | NOT_JSON",
        "{\"Interests\":\"a | NOT_JSON",
        "{\"Interests\":\"a\"}{} | NOT_JSON",
        "{\"Interests\":\"a\"} x | NOT_JSON",
        "{'Interests':'a'} | NOT_JSON",
        "{\"a\":01} | NOT_JSON",
        "{\"a\":[1,]} | NOT_JSON",
      })
  void rejectsWhatIsNoObjectOrCannotBeAppendedTo(String value, Reason reason) {
    rejects(value.getBytes(UTF_8), reason);
  }

  @Test
  void rejectsWhatIsNoTextInUtf8() {
    rejects(null, Reason.NO_VALUE);
    rejects(new byte[0], Reason.NOT_JSON);
    rejects("  ".getBytes(UTF_8), Reason.NOT_JSON);
    rejects("{\"Interests\":\"é\"}".getBytes(ISO_8859_1), Reason.NOT_UTF8);
    rejects("{\"Interests\":\"a\"}".getBytes(UTF_16LE), Reason.NOT_UTF8);
    rejects("\uFEFF{\"Interests\":\"a\"}".getBytes(UTF_8), Reason.NOT_JSON);
  }

  private static void rejects(byte[] value, Reason reason) {
    assertThatExceptionOfType(RejectedRecordException.class)
        .isThrownBy(() -> APPEND.apply(value))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static String append(String object) {
    return new String(APPEND.apply(object.getBytes(UTF_8)), UTF_8);
  }
}
