package dev.kappa.enrich.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichActionsFlowTest {
  private static final String ACTIONS = "analyze.action";
  private static final String PAGES = "reference.page";
  private static final String TO = "analyze.enriched_action";
  private static final String ACTION =
      "{\"uuid\":\"u1\",\"uri\":\"/page/7\",\"name\":\"home\",\"at\":\"2026-11-23T10:00:00Z\"}";

  @TempDir private Path folder;
  private TopologyFixture topology;

  @BeforeEach
  void build() {
    topology = TopologyFixture.enricher(folder, Map.of());
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void joinsAnActionWithItsPage() {
    topology.send(
        PAGES, "home", "{\"name\":\"home\",\"category\":\"start\",\"title\":\"Hi \\\"\"}");
    topology.send(ACTIONS, null, ACTION);

    assertThat(topology.values(TO))
        .containsExactly(with(ACTION, ",\"category\":\"start\",\"title\":\"Hi \\\"\""));
  }

  @Test
  void aPageThatChangesAppliesFromThenOn() {
    topology.send(PAGES, "home", "{\"category\":\"old\"}");
    topology.send(ACTIONS, null, ACTION);
    topology.send(PAGES, "home", "{\"category\":\"new\"}");
    topology.send(ACTIONS, null, ACTION);
    topology.send(PAGES, "home", null);
    topology.send(ACTIONS, null, ACTION);

    assertThat(topology.values(TO))
        .containsExactly(
            with(ACTION, ",\"category\":\"old\""),
            with(ACTION, ",\"category\":\"new\""),
            with(ACTION, ",\"category\":\"unknown\""));
  }

  @Test
  void anActionWhosePageIsNotKnownOrBrokenHasTheCategoryUnknown() {
    topology.send(PAGES, "home", "broken");
    topology.send(ACTIONS, null, ACTION);

    assertThat(topology.values(TO)).containsExactly(with(ACTION, ",\"category\":\"unknown\""));
    assertThat(topology.deadLetters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"uuid\":\"u\",\"name\":\"n\"} | {\"uuid\":\"u\",\"name\":\"n\""
            + ",\"at\":\"2026-11-23T22:00:00.123Z\",\"category\":\"unknown\"}",
        "{\"uuid\":\"u\",\"at\":null,\"name\":\"n\"} | {\"uuid\":\"u\","
            + "\"at\":\"2026-11-23T22:00:00.123Z\",\"name\":\"n\",\"category\":\"unknown\"}",
      })
  void withoutAtTheTimestampOfTheRecordIsTheEventTime(String action, String enriched) {
    topology.send(ACTIONS, null, action);

    assertThat(topology.values(TO)).containsExactly(enriched);
  }

  @Test
  void keepsFieldsThatItDoesNotKnowAndReplacesThoseItAdds() {
    topology.send(PAGES, "n", "{\"category\":\"c\",\"title\":\"t\"}");
    topology.send(
        ACTIONS,
        null,
        "{ \"x\":1.0, \"category\":{\"a\":1}, \"uuid\":\"u\",\"name\":\"n\","
            + "\"at\":\"2026-11-23T10:00:00+02:00\",\"user\":null}");

    assertThat(topology.values(TO))
        .containsExactly(
            "{ \"x\":1.0, \"category\":\"c\", \"uuid\":\"u\",\"name\":\"n\","
                + "\"at\":\"2026-11-23T10:00:00+02:00\",\"user\":null,\"title\":\"t\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"name\":\"n\"} | missing-field",
        "{\"uuid\":\" \",\"name\":\"n\"} | missing-field",
        "{\"uuid\":\"u\",\"name\":null} | missing-field",
        "{\"uuid\":7,\"name\":\"n\"} | wrong-type",
        "{\"uuid\":\"u\",\"name\":\"n\",\"at\":\"yesterday\"} | bad-time",
        "{\"uuid\":\"u\",\"name\":\"n\",\"at\":\"2026-11-23T10:00:00\"} | bad-time",
        "{\"uuid\":\"u\",\"name\":\"n\",\"at\":\"+1000000000-12-31T23:59:59Z\"} | bad-time",
        "{\"uuid\":\"u\",\"name\":\"n\",\"at\":17} | wrong-type",
        "[] | not-an-object",
      })
  void setsAsideWhatIsNoAction(String value, String reason) {
    topology.send(ACTIONS, "k", value);

    assertThat(topology.values(TO)).isEmpty();
    assertThat(topology.deadLetters()).extracting(DeadLetter::reason).containsExactly(reason);
  }

  private static String with(String object, String fields) {
    return object.substring(0, object.length() - 1) + fields + "}";
  }
}
