package dev.kappa.contracts;

import java.util.List;
import java.util.Map;

/**
 * The names of the pipeline's topics; all of them can be configured.
 *
 * @param employees {@code sample.employees}: {@link Employee}, often without a key
 * @param appendedEmployees {@code sample.append_employees}: the same with a value appended
 * @param actions {@code analyze.action}: {@link Action}
 * @param pages {@code reference.page}: {@link Page}, compacted, keyed by name
 * @param enrichedActions {@code analyze.enriched_action}: {@link EnrichedAction}
 * @param actionCounts {@code analyze.action_counts}: {@link ActionCount}, compacted
 * @param fulltext {@code fulltext.register}: {@link FulltextDocument}
 * @param deadLetters {@code kappa.dead_letters}: {@link DeadLetter}
 */
public record Topics(
    String employees,
    String appendedEmployees,
    String actions,
    String pages,
    String enrichedActions,
    String actionCounts,
    String fulltext,
    String deadLetters) {

  /** Nothing is removed by age: whatever is derived from the log must be derivable again. */
  private static final Map<String, String> KEPT =
      Map.of("cleanup.policy", "delete", "retention.ms", "-1");

  private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");

  /** Room for the lines and records that are too large for every other topic. */
  private static final Map<String, String> KEPT_WITH_ROOM =
      Map.of(
          "cleanup.policy", "delete",
          "retention.ms", "-1",
          "max.message.bytes", Integer.toString(DeadLetter.MAX_BYTES));

  /** Every topic of the pipeline, in the order of the data flow. */
  public List<TopicSpec> specs(int partitions) {
    return List.of(
        new TopicSpec(employees, partitions, KEPT),
        new TopicSpec(appendedEmployees, partitions, KEPT),
        new TopicSpec(actions, partitions, KEPT),
        new TopicSpec(pages, partitions, COMPACTED),
        new TopicSpec(enrichedActions, partitions, KEPT),
        new TopicSpec(actionCounts, partitions, COMPACTED),
        new TopicSpec(fulltext, partitions, KEPT),
        new TopicSpec(deadLetters, 1, KEPT_WITH_ROOM));
  }

  /** The spec of any other topic: nothing is removed from it. */
  public static TopicSpec other(String name, int partitions) {
    return new TopicSpec(name, partitions, KEPT);
  }

  /** The spec of any other topic of which only the last record of each key counts. */
  public static TopicSpec compacted(String name, int partitions) {
    return new TopicSpec(name, partitions, COMPACTED);
  }

  /**
   * How a topic is created.
   *
   * @param config Kafka's topic settings
   */
  public record TopicSpec(String name, int partitions, Map<String, String> config) {}
}
