package dev.kappa.spark.source;

import java.io.Serializable;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;

/**
 * Offsets of one partition that a micro-batch has.
 *
 * @param from the first
 * @param until the first that is the next batch's
 * @param patienceMillis how long Kafka may go without an answer
 */
record EventRange(
    TopicPartition partition, long from, long until, long patienceMillis, Reading reading)
    implements Serializable {

  /**
   * How records are read and parsed; what is read alike can be shared.
   *
   * @param consumer settings of the consumer
   * @param parser as {@link SerializedText} writes it
   */
  record Reading(HashMap<String, Object> consumer, String parser) implements Serializable {}

  static EventRange of(KafkaBatchInputPartition planned, String parser) {
    var range = planned.offsetRange();
    var consumer = new HashMap<>(planned.executorKafkaParams());
    // The partition is assigned and its offsets are the batch's: no group takes part.
    consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new EventRange(
        range.topicPartition(),
        range.fromOffset(),
        range.untilOffset(),
        planned.pollTimeoutMs(),
        new Reading(consumer, parser));
  }

  long size() {
    return until - from;
  }
}
