package dev.kappa.spark.source;

import java.io.Serializable;
import java.util.HashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.spark.sql.kafka010.KafkaBatchInputPartition;

/**
 * How records are read and parsed; what is read alike can be shared.
 *
 * @param consumer settings of the consumer
 * @param patienceMillis how long Kafka may go without an answer
 * @param parser as {@link SerializedText} writes it
 */
record Reading(HashMap<String, Object> consumer, long patienceMillis, String parser)
    implements Serializable {

  /** As Spark's source has planned it, alike for all partitions. */
  static Reading of(KafkaBatchInputPartition planned, String parser) {
    var consumer = new HashMap<>(planned.executorKafkaParams());
    // The partition is assigned and its offsets are the batch's: no group takes part.
    consumer.remove(ConsumerConfig.GROUP_ID_CONFIG);
    return new Reading(consumer, planned.pollTimeoutMs(), parser);
  }
}
