package dev.kappa.enrich.config;

import static org.apache.kafka.streams.StreamsConfig.consumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.mainConsumerPrefix;
import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import dev.kappa.contracts.DeadLetter;
import dev.kappa.enrich.deadletter.DeadLetterHandler;
import dev.kappa.enrich.topology.LogTimestamp;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Kafka Streams as the enricher runs it: exactly once, in large batches, back soon after a kill.
 */
public final class StreamsSettings {
  private StreamsSettings() {}

  /**
   * The settings of one application.
   *
   * @param applicationId its own, where the enricher consists of several
   * @param stateDir the folder of this instance
   * @param identity what its group knows it by, also when it is started again
   */
  public static Properties of(
      EnrichConfig config, String applicationId, Path stateDir, String identity) {
    var settings = new Properties();
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
    settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10_000);
    settings.put(mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
    settings.put(consumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
    settings.put(producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 20);
    settings.put(producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
    settings.put(producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");

    // An instance that is killed holds its partitions and its open transaction for this long.
    settings.put(mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
    settings.put(mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_000);
    settings.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 6_000);

    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, identity);
    settings.put(
        "processing.exception.handler.global.enabled",
        true); // 5.0's default; its constant is deprecated
    settings.putAll(config.kafka()); // what was given goes before what is tuned

    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
    settings.put(
        StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, LogTimestamp.class.getName());
    settings.put(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG, config.deadLetters());
    settings.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetterHandler.class.getName());
    settings.put(DeadLetterHandler.STAGE_CONFIG, config.stage());
    settings.put(
        StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DeadLetterHandler.class.getName());
    settings.put(producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), DeadLetter.MAX_BYTES);
    return settings;
  }
}
