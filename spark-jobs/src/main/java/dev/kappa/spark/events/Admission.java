package dev.kappa.spark.events;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Decides which records a job counts. A record that it does not count has a reason:
 *
 * <ul>
 *   <li>{@link #MALFORMED}: it is no event of the job;
 *   <li>{@link #FUTURE}: its event time is later than the time of its record, or than now, by more
 *       than a bound. One clock that is hours ahead must not make everyone else late;
 *   <li>{@link #LATE}: its event time is at or before the watermark of its micro-batch.
 * </ul>
 */
public final class Admission {
  /** The column: one of the reasons, null for a record that counts. */
  public static final String REASON = "reason";

  public static final String MALFORMED = "malformed";
  public static final String FUTURE = "future";
  public static final String LATE = "late";

  private final Duration futureBound;
  private final Column watermark;
  private final Column now;

  /**
   * @param futureBound how far ahead an event may be
   * @param watermark of the micro-batch, a timestamp
   * @param now when the micro-batch was begun, a timestamp
   */
  public Admission(Duration futureBound, Column watermark, Column now) {
    this.futureBound = futureBound;
    this.watermark = watermark;
    this.now = now;
  }

  /** Adds the column {@link #REASON} to parsed records. */
  public Dataset<Row> decide(Dataset<Row> parsed) {
    var at = col(ParseEvents.EVENT).getField(EventParser.AT);
    var latestMicros =
        least(unix_micros(col("timestamp")), unix_micros(now))
            .plus(lit(TimeUnit.MILLISECONDS.toMicros(futureBound.toMillis())));
    return parsed.withColumn(
        REASON,
        when(col(ParseEvents.EVENT).isNull(), lit(MALFORMED))
            .when(unix_micros(at).gt(latestMicros), lit(FUTURE))
            .when(at.leq(watermark), lit(LATE)));
  }
}
