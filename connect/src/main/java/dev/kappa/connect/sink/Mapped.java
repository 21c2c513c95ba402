package dev.kappa.connect.sink;

/** What a record means to the index. */
public sealed interface Mapped {
  /** Something to write. */
  record Write(Operation operation) implements Mapped {}

  /** Nothing to do, and rightly so. */
  record Nothing() implements Mapped {}

  /**
   * No document can be made of it.
   *
   * @param reason a short, stable class of failure in kebab-case
   * @param explanation what exactly was wrong, for a person
   */
  record Malformed(String reason, String explanation) implements Mapped {}
}
