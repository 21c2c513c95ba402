package dev.kappa.ingest.check;

/** What becomes of a line. */
public sealed interface Verdict {
  /**
   * The line is sent as it is.
   *
   * @param key the record's key, or null
   * @param timestamp the record's timestamp in milliseconds, or null for the time of sending
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on to Kafka; nobody compares verdicts
  record Fit(byte[] key, Long timestamp) implements Verdict {}

  /**
   * The line goes to the dead letters.
   *
   * @param reason short and stable, in kebab-case
   * @param explanation for a person
   */
  record Unfit(String reason, String explanation) implements Verdict {}

  /** There is nothing in the line. */
  record Empty() implements Verdict {}
}
