package dev.kappa.connect.sink;

/** What a record without a value means. */
public enum NullValues {
  /** Nothing: it is passed over. */
  IGNORE,
  /** A tombstone: the document of its key is deleted. */
  DELETE,
  /** An error: the task fails. */
  FAIL
}
