package dev.kappa.ingest.deadletter;

/** Where a dead letter lies in its topic; written as {@code partition-offset}. */
public record LetterPosition(int partition, long offset) {
  /**
   * Reads what {@link #toString()} writes.
   *
   * @throws IllegalArgumentException when it is no such text
   */
  public static LetterPosition parse(String text) {
    var parts = text.split("-", -1);
    try {
      if (parts.length == 2) {
        return new LetterPosition(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(problem(text), e);
    }
    throw new IllegalArgumentException(problem(text));
  }

  private static String problem(String text) {
    return "'" + text + "' is no position of a dead letter, like 0-42";
  }

  @Override
  public String toString() {
    return partition + "-" + offset;
  }
}
