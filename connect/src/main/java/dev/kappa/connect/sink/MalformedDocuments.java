package dev.kappa.connect.sink;

/** What happens to a record that can never be indexed. */
public enum MalformedDocuments {
  /** It goes to the dead letters, with the reason. */
  DEAD_LETTER,
  /** It is passed over without a word. */
  IGNORE,
  /** It is passed over, and logged. */
  WARN,
  /** The task fails. */
  FAIL
}
