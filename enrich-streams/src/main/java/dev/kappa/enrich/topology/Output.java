package dev.kappa.enrich.topology;

/** Something that a record leads to. */
public sealed interface Output {
  /** The topic where it ends. */
  String topic();

  /** The record, changed or not, is written with its own key. */
  record Written(String topic, SourceRecord record) implements Output {}

  /**
   * One more is counted in a table.
   *
   * @param minute the page and the minute whose count it is
   */
  record Counted(String topic, PageMinute minute) implements Output {}
}
