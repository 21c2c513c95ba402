package dev.kappa.spark.source;

import java.io.Serializable;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;

/**
 * Offsets of one partition that a micro-batch has.
 *
 * @param from the first
 * @param until the first that is the next batch's
 */
record EventRange(TopicPartition partition, long from, long until) implements Serializable {

  static EventRange of(KafkaBatchInputPartition planned) {
    var range = planned.offsetRange();
    return new EventRange(range.topicPartition(), range.fromOffset(), range.untilOffset());
  }

  long size() {
    return until - from;
  }
}
