package dev.kappa.presto.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Action;
import dev.kappa.contracts.ActionCount;
import dev.kappa.contracts.Employee;
import dev.kappa.contracts.EnrichedAction;
import dev.kappa.contracts.FulltextDocument;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.Page;
import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableDescriptionTest {
  private static final Topics TOPICS =
      new Topics(
          "sample.employees",
          "sample.append_employees",
          "analyze.action",
          "reference.page",
          "analyze.enriched_action",
          "analyze.action_counts",
          "fulltext.register",
          "kappa.dead_letters");

  /** An event of each kind with every field set. */
  private static final Map<String, Record> EVENTS =
      Map.of(
          TOPICS.employees(), employee(),
          TOPICS.appendedEmployees(), employee(),
          TOPICS.actions(), new Action("u", "/p", "n", "someone", "2026-11-23T00:00:00Z"),
          TOPICS.pages(), new Page("n", "c", "t", "http://p"),
          TOPICS.enrichedActions(),
              new EnrichedAction("u", "/p", "n", "someone", "2026-11-23T00:00:00Z", "c", "t"),
          TOPICS.actionCounts(), new ActionCount("n", "2026-11-23T00:00:00Z", 5_000_000_000L),
          TOPICS.fulltext(), new FulltextDocument("u", "text"));

  @Test
  void describesEveryTopicOfThePipeline() {
    assertThat(TopicTables.describe(TOPICS))
        .extracting(TableDescription::topicName)
        .containsExactlyElementsOf(TOPICS.specs(1).stream().map(Topics.TopicSpec::name).toList());
  }

  @Test
  void hasAColumnForEveryFieldThatAnEventIsWrittenWith() throws IOException {
    for (var table : TopicTables.describe(TOPICS)) {
      var event = EVENTS.get(table.topicName());
      if (event == null) {
        assertThat(table.message()).as(table.topicName()).isNull();
        continue;
      }
      var expected = new HashMap<String, String>();
      var json = Json.mapper().readTree(Json.encode(event));
      json.properties().forEach(field -> expected.put(field.getKey(), type(field.getValue())));
      var columns = new HashMap<String, String>();
      for (var column : table.message().fields()) {
        columns.put(column.mapping(), column.type());
        assertThat(column.name()).isEqualToIgnoringCase(column.mapping());
      }
      assertThat(columns).as(table.topicName()).isEqualTo(expected);
    }
  }

  @Test
  void writesWhatTheConnectorReads() {
    assertThat(Json.mapper().<JsonNode>valueToTree(describe("fulltext.register")))
        .hasToString(
            "{\"schemaName\":\"fulltext\",\"tableName\":\"register\","
                + "\"topicName\":\"fulltext.register\",\"message\":{\"dataFormat\":\"json\","
                + "\"fields\":[{\"name\":\"uuid\",\"type\":\"VARCHAR\",\"mapping\":\"uuid\"},"
                + "{\"name\":\"text\",\"type\":\"VARCHAR\",\"mapping\":\"text\"}]}}");
  }

  @Test
  void leavesDeadLettersAsTheyAre() {
    assertThat(describe("kappa.dead_letters").message()).isNull();
  }

  @Test
  void refusesTwoTopicsThatWouldBeOneTable() {
    var topics =
        new Topics(
            "a.b-c", "a.b_c", "actions", "pages", "enriched", "counts", "fulltext", "dead.letters");

    assertThatThrownBy(() -> TopicTables.describe(topics))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'a.b-c' and 'a.b_c' would both be the table a.b_c");
  }

  @Test
  void refusesAFieldThatHasNoColumnType() {
    record Odd(StringBuilder text) {}

    assertThatThrownBy(() -> TableDescription.ofEvents("odd", Odd.class))
        .hasMessage("no column type for StringBuilder text of Odd");
  }

  private static TableDescription describe(String topic) {
    return TopicTables.describe(TOPICS).stream()
        .filter(table -> table.topicName().equals(topic))
        .findFirst()
        .orElseThrow();
  }

  private static String type(JsonNode value) {
    return value.isLong() ? "BIGINT" : value.isInt() ? "INTEGER" : "VARCHAR";
  }

  private static Employee employee() {
    return new Employee("A", "B", "C", "1", "1993-01-11", "D", "F", 62, "E", "Internet");
  }
}
