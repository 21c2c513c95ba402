package dev.kappa.spark.status;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a job fares. What could not be asked is empty.
 *
 * @param origin the class or the file that it is made of
 * @param driver the process that says that it runs it, or did last
 * @param since when that driver started or stopped it, or was last heard of
 * @param lastBatch when its last micro-batch with records ended
 * @param newestEvent the latest event time that it has counted
 * @param lagOffsets how many offsets its Kafka group is behind; markers of transactions are among
 *     them
 * @param table what it has written
 */
public record JobStatus(
    String name,
    boolean builtIn,
    String origin,
    List<String> topics,
    State state,
    Optional<String> driver,
    Optional<String> since,
    Optional<String> lastBatch,
    Optional<String> newestEvent,
    OptionalLong lagOffsets,
    String tableName,
    Optional<TableRows> table) {
  /** Whether a driver runs it. */
  public enum State {
    /** A driver has said so within the last seconds. */
    RUNNING,
    /** Its driver has said that it stopped. */
    STOPPED,
    /** Its driver has been silent since, and has not said that it stopped: killed, or cut off. */
    LOST,
    /** No driver has ever run it with this checkpoint folder. */
    NEVER_RUN,
    /** The checkpoint folder could not be read. */
    UNKNOWN;

    /** For people and for scripts. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /**
   * Rows of a table.
   *
   * @param exists whether there is such a table
   * @param rows counted
   * @param all whether these are all; false where the counting stopped at its limit
   * @param newest the latest time in its key, an ISO-8601 instant; empty where it has none, or
   *     where not all rows were read
   */
  public record TableRows(boolean exists, long rows, boolean all, Optional<String> newest) {}
}
