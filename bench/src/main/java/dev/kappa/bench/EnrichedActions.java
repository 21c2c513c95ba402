package dev.kappa.bench;

import java.util.Map;

/**
 * Topics for the enricher to be measured on, from raw actions to enriched ones; gone afterwards.
 */
final class EnrichedActions implements AutoCloseable {
  private final Setting setting;
  private final String raw = Setting.unique("raw-actions");
  private final String pages = Setting.unique("pages");
  private final String enriched;

  EnrichedActions(Setting setting) {
    this(setting, Setting.unique("actions"));
  }

  /**
   * @param enriched the name of the topic that the enricher writes
   */
  EnrichedActions(Setting setting, String enriched) {
    this.setting = setting;
    this.enriched = enriched;
    environment().values().forEach(setting.topics()::create);
  }

  /** Where the enricher reads actions. */
  String rawTopic() {
    return raw;
  }

  /** Where the enricher writes, and jobs read. */
  String topic() {
    return enriched;
  }

  /** What tells commands of these topics. */
  Map<String, String> environment() {
    return Map.of(
        "KAPPA_TOPIC_ACTIONS", raw,
        "KAPPA_TOPIC_PAGES", pages,
        "KAPPA_TOPIC_ENRICHED_ACTIONS", enriched);
  }

  /**
   * Starts the enricher, with no page known to it; it goes on where its application id has been.
   */
  Program startEnricher(String applicationId) {
    var file =
        setting.write(
            applicationId + ".properties",
            """
            flows=actions
            application.id=%s
            state.dir=%s
            """
                .formatted(
                    applicationId,
                    setting.folder().resolve(applicationId).toString().replace("\\", "\\\\")));
    return Program.kappa(
        setting.with(environment()), "enrich", Map.of(), "enrich", file, "--create-topics");
  }

  @Override
  public void close() {
    environment().values().forEach(setting.topics()::delete);
  }
}
