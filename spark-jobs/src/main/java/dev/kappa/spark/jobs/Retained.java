package dev.kappa.spark.jobs;

import com.esotericsoftware.kryo.KryoSerializable;
import org.apache.spark.sql.streaming.GroupState;

/** What a job keeps of one key for as long as an event that is not late may still change it. */
interface Retained extends KryoSerializable {
  /** Drops what no event after {@code watermarkMillis} can change or needs to know. */
  void forget(long watermarkMillis);

  boolean isEmpty();

  /** The watermark at which nothing of this is needed any more. */
  long untilMillis();

  /** Keeps {@code kept} in the state, but for what the watermark has passed. */
  static <S extends Retained> void keep(S kept, GroupState<S> state) {
    // Over a table instead of a stream there is no watermark, and no state from before either.
    if (state.exists()) {
      kept.forget(state.getCurrentWatermarkMs());
    }
    if (kept.isEmpty()) {
      state.remove();
    } else {
      state.update(kept);
      state.setTimeoutTimestamp(kept.untilMillis());
    }
  }
}
