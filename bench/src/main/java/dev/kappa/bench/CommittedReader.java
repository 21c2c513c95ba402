package dev.kappa.bench;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed records of a topic, from a time to the end: offsets count markers too. */
final class CommittedReader {
  private static final JsonFactory JSON = new JsonFactory();

  private final Map<String, Object> settings;
  private final List<TopicPartition> partitions;

  CommittedReader(Setting setting, String topic) {
    settings = new HashMap<>(setting.config().kafka().clientProperties());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    settings.put("max.poll.records", 10_000);
    settings.put("auto.offset.reset", "none");
    partitions = setting.topics().all(topic);
  }

  /** How many records there are whose time is not before {@code since}. */
  long count(Instant since) {
    var count = new AtomicLong();
    read(
        since,
        record -> {
          if (record.timestamp() >= since.toEpochMilli()) {
            count.incrementAndGet();
          }
        });
    return count.get();
  }

  /** How many actions there are on each page. */
  Map<String, Long> countByPage() {
    var counts = new HashMap<String, Long>();
    read(Instant.EPOCH, record -> counts.merge(page(record.value()), 1L, Long::sum));
    return counts;
  }

  /** What the records are as documents, with the ids that the sink gives them. */
  DocumentSum documents() {
    var sum = new AtomicReference<>(DocumentSum.NONE);
    read(
        Instant.EPOCH,
        record -> {
          var id = record.topic() + "+" + record.partition() + "+" + record.offset();
          sum.set(sum.get().plus(id, record.value()));
        });
    return sum.get();
  }

  private static String page(byte[] value) {
    try (var parser = JSON.createParser(value)) {
      parser.nextToken();
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        if (name.equals("name")) {
          return parser.nextTextValue();
        }
        parser.nextToken();
        parser.skipChildren();
      }
      throw new BenchFailedException("an action without a page");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Instant since, Consumer<ConsumerRecord<byte[], byte[]>> each) {
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(partitions);
      var end = LogEnd.of(consumer);
      var times =
          partitions.stream()
              .collect(Collectors.toMap(partition -> partition, p -> since.toEpochMilli()));
      consumer
          .offsetsForTimes(times)
          .forEach(
              (partition, found) ->
                  consumer.seek(
                      partition, found == null ? end.offsets().get(partition) : found.offset()));
      while (!end.isReachedBy(consumer)) {
        consumer.poll(Duration.ofMillis(100)).forEach(each);
      }
    }
  }
}
