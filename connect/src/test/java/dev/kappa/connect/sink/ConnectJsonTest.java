package dev.kappa.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.MalformedEventException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class ConnectJsonTest {
  private static final Schema INNER =
      SchemaBuilder.struct().field("deep", Schema.OPTIONAL_STRING_SCHEMA).build();
  private static final Schema SCHEMA =
      SchemaBuilder.struct()
          .field("text", Schema.STRING_SCHEMA)
          .field("tiny", Schema.INT8_SCHEMA)
          .field("long", Schema.INT64_SCHEMA)
          .field("float", Schema.FLOAT32_SCHEMA)
          .field("truth", Schema.BOOLEAN_SCHEMA)
          .field("bytes", Schema.BYTES_SCHEMA)
          .field("price", Decimal.schema(2))
          .field("day", Date.SCHEMA)
          .field("at", Timestamp.SCHEMA)
          .field("words", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
          .field("counts", SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build())
          .field("inner", INNER)
          .build();
  private static final Instant INSTANT = Instant.parse("2026-11-23T00:00:00Z");
  private static final Struct VALUE =
      new Struct(SCHEMA)
          .put("text", "a\"b")
          .put("tiny", (byte) 1)
          .put("long", Long.MAX_VALUE)
          .put("float", 0.5f)
          .put("truth", true)
          .put("bytes", new byte[] {1, 2})
          .put("price", new BigDecimal("1.10"))
          .put("day", java.util.Date.from(INSTANT))
          .put("at", java.util.Date.from(INSTANT))
          .put("words", List.of("x", "y"))
          .put("counts", new TreeMap<>(Map.of("a", 1)))
          .put("inner", new Struct(INNER));

  @Test
  void writesEveryTypeOfASchema() {
    assertThat(new ConnectJson(true).write(SCHEMA, VALUE))
        .hasToString(
            "{\"text\":\"a\\\"b\",\"tiny\":1,\"long\":9223372036854775807,\"float\":0.5,"
                + "\"truth\":true,\"bytes\":\"AQI=\",\"price\":1.10,\"day\":\"2026-11-23\","
                + "\"at\":1795392000000,\"words\":[\"x\",\"y\"],\"counts\":{\"a\":1},"
                + "\"inner\":{\"deep\":null}}");
  }

  @Test
  void writesMapsAsListsWhereConfiguredOrNeeded() {
    var texts = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.INT32_SCHEMA).build();
    assertThat(new ConnectJson(false).write(texts, Map.of("a", 1)))
        .hasToString("[{\"key\":\"a\",\"value\":1}]");
    var numbers = SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.INT32_SCHEMA).build();
    assertThat(new ConnectJson(true).write(numbers, Map.of(1, 2)))
        .hasToString("[{\"key\":1,\"value\":2}]");
    assertThat(new ConnectJson(false).write(null, Map.of("a", Map.of("b", List.of(1)))))
        .hasToString("{\"a\":{\"b\":[1]}}");
  }

  @Test
  void refusesWhatIsNoData() {
    assertThatThrownBy(() -> new ConnectJson(true).write(null, Optional.empty()))
        .isInstanceOf(MalformedEventException.class);
  }

  @Test
  void namesTheTypesOfASchema() {
    var properties = SchemaMapping.of(SCHEMA).path("properties");
    assertThat(properties.path("text").path("fields").path("keyword").path("type").asText())
        .isEqualTo("keyword");
    assertThat(properties.path("tiny").path("type").asText()).isEqualTo("byte");
    assertThat(properties.path("long").path("type").asText()).isEqualTo("long");
    assertThat(properties.path("price").path("type").asText()).isEqualTo("double");
    assertThat(properties.path("day").path("type").asText()).isEqualTo("date");
    assertThat(properties.path("at").path("type").asText()).isEqualTo("date");
    assertThat(properties.path("words").path("type").asText()).isEqualTo("text");
    assertThat(properties.path("inner").path("properties").has("deep")).isTrue();
    assertThat(properties.has("counts")).as("found out by Elasticsearch").isFalse();
  }

  @Test
  void marksArraysForTrino() {
    assertThat(SchemaMapping.of(SCHEMA).path("_meta"))
        .hasToString("{\"trino\":{\"words\":{\"isArray\":true}}}");
    var plain = SchemaBuilder.struct().field("a", Schema.STRING_SCHEMA).build();
    assertThat(SchemaMapping.of(plain).has("_meta")).isFalse();
    var deep =
        SchemaBuilder.struct()
            .field("list", SchemaBuilder.array(SCHEMA).build())
            .field("one", SCHEMA)
            .build();
    assertThat(SchemaMapping.of(deep).path("_meta").path("trino"))
        .hasToString(
            "{\"list\":{\"words\":{\"isArray\":true},\"isArray\":true},"
                + "\"one\":{\"words\":{\"isArray\":true}}}");
  }
}
