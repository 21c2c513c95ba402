package dev.kappa.contracts;

import java.util.List;

/**
 * The names of the pipeline's topics; all of them can be configured.
 *
 * @param employees {@code sample.employees}: {@link Employee}, often without a key
 * @param appendedEmployees {@code sample.append_employees}: the same with a value appended
 * @param actions {@code analyze.action}: {@link Action}
 * @param pages {@code reference.page}: {@link Page}, compacted, keyed by name
 * @param enrichedActions {@code analyze.enriched_action}: {@link EnrichedAction}
 * @param fulltext {@code fulltext.register}: {@link FulltextDocument}
 * @param deadLetters {@code kappa.dead_letters}: {@link DeadLetter}
 */
public record Topics(
    String employees,
    String appendedEmployees,
    String actions,
    String pages,
    String enrichedActions,
    String fulltext,
    String deadLetters) {

  /** Every topic of the pipeline, in the order of the data flow. */
  public List<TopicSpec> specs(int partitions) {
    return List.of(
        new TopicSpec(employees, partitions, false),
        new TopicSpec(appendedEmployees, partitions, false),
        new TopicSpec(actions, partitions, false),
        new TopicSpec(pages, partitions, true),
        new TopicSpec(enrichedActions, partitions, false),
        new TopicSpec(fulltext, partitions, false),
        new TopicSpec(deadLetters, 1, false));
  }

  /**
   * How a topic is created.
   *
   * @param compacted whether it keeps the last record of each key rather than a span of time
   */
  public record TopicSpec(String name, int partitions, boolean compacted) {}
}
