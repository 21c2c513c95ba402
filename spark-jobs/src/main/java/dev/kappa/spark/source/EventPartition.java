package dev.kappa.spark.source;

import java.io.Serializable;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;

/**
 * A task's offsets.
 *
 * @param from the first
 * @param until the first that is the next batch's
 * @param patienceMillis how long Kafka may go without an answer
 * @param intake of its query, as text
 */
record EventPartition(
    TopicPartition partition,
    long from,
    long until,
    long patienceMillis,
    Reading reading,
    String intake)
    implements InputPartition {

  /**
   * How records are read and parsed; what is read alike can be shared.
   *
   * @param consumer settings of the consumer
   * @param parser as {@link SerializedText} writes it
   */
  record Reading(HashMap<String, Object> consumer, String parser) implements Serializable {}

  static EventPartition of(KafkaBatchInputPartition planned, String parser, String intake) {
    var range = planned.offsetRange();
    var consumer = new HashMap<>(planned.executorKafkaParams());
    // The partition is assigned and its offsets are the batch's: no group takes part.
    consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new EventPartition(
        range.topicPartition(),
        range.fromOffset(),
        range.untilOffset(),
        planned.pollTimeoutMs(),
        new Reading(consumer, parser),
        intake);
  }
}
