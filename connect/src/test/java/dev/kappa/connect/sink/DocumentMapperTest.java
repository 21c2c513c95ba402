package dev.kappa.connect.sink;

import static dev.kappa.connect.sink.Records.PARTITION;
import static dev.kappa.connect.sink.Records.bytes;
import static dev.kappa.connect.sink.Records.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class DocumentMapperTest {
  private final OffsetLedger ledger = new OffsetLedger();
  private final DocumentMapper byPosition = mapper(true, NullValues.DELETE);
  private final DocumentMapper byKey = mapper(false, NullValues.DELETE);

  @Test
  void namesADocumentByItsPosition() {
    assertThat(lines(byPosition, record("key", "{\"a\":1}", 42)))
        .isEqualTo(
            "{\"index\":{\"_index\":\"topic\",\"_id\":\"topic+3+42\",\"version_type\":\"external\","
                + "\"version\":42}}\n{\"a\":1}\n");
  }

  @Test
  void namesADocumentByItsKey() {
    assertThat(lines(byKey, record("k\"\n1", "{}", 7))).contains("\"_id\":\"k\\\"\\n1\"");
    assertThat(lines(byKey, record((Object) 12L, bytes("{}"), 7))).contains("\"_id\":\"12\"");
    assertThat(lines(byKey, record((Object) "text", bytes("{}"), 7))).contains("\"_id\":\"text\"");
  }

  @Test
  void deletesTheDocumentOfATombstone() {
    assertThat(lines(byKey, record("k", null, 8)))
        .isEqualTo(
            "{\"delete\":{\"_index\":\"topic\",\"_id\":\"k\",\"version_type\":\"external\","
                + "\"version\":8}}\n");
  }

  @Test
  void doesWithoutAValueWhatIsConfigured() {
    assertThat(map(mapper(true, NullValues.IGNORE), record("k", null, 1)))
        .isInstanceOf(Mapped.Nothing.class);
    assertThatThrownBy(() -> map(mapper(true, NullValues.FAIL), record("k", null, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("topic+3+1");
    assertThat(malformed(byPosition, record("k", null, 1)).reason()).isEqualTo("no-value");
  }

  @Test
  void keepsADocumentOnOneLineAndTheRecordAsItWas() {
    var value = bytes("{\n  \"a\": \"x\\ny\"\r\n}");
    assertThat(lines(byPosition, record((Object) null, value, 1)))
        .endsWith("}}\n{   \"a\": \"x\\ny\"  }\n");
    assertThat(value).isEqualTo(bytes("{\n  \"a\": \"x\\ny\"\r\n}"));
  }

  @Test
  void writesConvertedValuesAsJson() {
    assertThat(lines(byPosition, record(null, Map.of("a", 1), 1))).endsWith("\n{\"a\":1}\n");
    assertThat(lines(byPosition, record((Object) null, "{\"b\":2}", 1))).endsWith("\n{\"b\":2}\n");
  }

  @Test
  void updatesInPartAndWithoutAVersionWhereConfigured() {
    var upsert = mapper(false, NullValues.DELETE, WriteMethod.UPSERT, "");
    assertThat(lines(upsert, record("k", "{\"a\":1}", 8)))
        .isEqualTo(
            """
            {"update":{"_index":"topic","_id":"k"}}
            {"doc_as_upsert":true,"doc":{"a":1}}
            """);
    assertThat(lines(upsert, record("k", null, 9)))
        .isEqualTo("{\"delete\":{\"_index\":\"topic\",\"_id\":\"k\"}}\n");
  }

  @Test
  void takesTheVersionFromAHeader() {
    var versioned = mapper(false, NullValues.DELETE, WriteMethod.INSERT, "version");
    var record = record("k", "{}", 8);
    assertThat(lines(versioned, record)).as("no such header").contains("\"version\":8}");
    record.headers().addBytes("version", bytes("77"));
    assertThat(lines(versioned, record)).contains("\"version\":77}");
    record.headers().addLong("version", 78);
    assertThat(lines(versioned, record)).contains("\"version\":78}");
    record.headers().addString("version", "-1");
    assertThat(malformed(versioned, record).reason()).isEqualTo("bad-version");
    record.headers().addString("version", "soon");
    assertThat(malformed(versioned, record).explanation()).contains("version", "'soon'");
  }

  @Test
  void ignoresTheKeysOfConfiguredTopics() {
    var rules =
        new DocumentRules(
            false,
            Set.of("keyless"),
            NullValues.DELETE,
            WriteMethod.INSERT,
            "",
            true,
            new IndexNames(Map.of()));
    assertThat(rules.keyIgnored("keyless")).isTrue();
    assertThat(rules.keyIgnored("other")).isFalse();
  }

  @Test
  void saysWhatIsWrongWithAValue() {
    assertThat(malformed(byPosition, record(null, "no json", 1)).reason()).isEqualTo("not-json");
    assertThat(malformed(byPosition, record(null, "[1]", 1)).explanation())
        .contains("not a JSON object");
    assertThat(malformed(byPosition, record(null, "{\"a\":", 1)).reason()).isEqualTo("not-json");
    assertThat(
            malformed(byPosition, record(null, new byte[] {'{', (byte) 0xff, '}'}, 1))
                .explanation())
        .contains("not UTF-8");
  }

  @Test
  void saysWhatIsWrongWithAKey() {
    assertThat(malformed(byKey, record(null, "{}", 1)).explanation()).startsWith("no key");
    assertThat(malformed(byKey, record("", "{}", 1)).explanation()).contains("empty");
    assertThat(malformed(byKey, record("k".repeat(513), "{}", 1)).explanation()).contains("513");
    assertThat(malformed(byKey, record(new byte[] {(byte) 0xff}, bytes("{}"), 1)).reason())
        .isEqualTo("bad-key");
  }

  @Test
  void writesToTheIndexOfTheTopic() {
    assertThat(new IndexNames(Map.of("Topic", "other")).of("Topic")).isEqualTo("other");
    assertThat(new IndexNames(Map.of()).of("My.Topic")).isEqualTo("my.topic");
  }

  private static DocumentMapper mapper(boolean keyIgnored, NullValues nullValues) {
    return mapper(keyIgnored, nullValues, WriteMethod.INSERT, "");
  }

  private static DocumentMapper mapper(
      boolean keyIgnored, NullValues nullValues, WriteMethod writeMethod, String versionHeader) {
    return new DocumentMapper(
        new DocumentRules(
            keyIgnored,
            Set.of("keyless"),
            nullValues,
            writeMethod,
            versionHeader,
            true,
            new IndexNames(Map.of())));
  }

  private Mapped map(DocumentMapper mapper, SinkRecord record) {
    return mapper.map(record, ledger.open(PARTITION, record.kafkaOffset()));
  }

  private Mapped.Malformed malformed(DocumentMapper mapper, SinkRecord record) {
    return (Mapped.Malformed) map(mapper, record);
  }

  private String lines(DocumentMapper mapper, SinkRecord record) {
    var body = new ByteArrayOutputStream();
    ((Mapped.Write) map(mapper, record)).operation().appendTo(body);
    return body.toString(StandardCharsets.UTF_8);
  }
}
