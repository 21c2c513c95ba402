package dev.kappa.spark.io;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What Kafka says of topics: which ones they are, and which records they still hold. */
public final class TopicState implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Admin admin;

  public TopicState(Map<String, String> clientProperties) {
    this.admin = Admin.create(new HashMap<>(clientProperties));
  }

  /** The ids of those of these topics that exist. */
  public Map<String, String> ids(Collection<String> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    var ids = new HashMap<String, String>();
    for (var topic : admin.describeTopics(topics).topicNameValues().entrySet()) {
      try {
        ids.put(topic.getKey(), get(topic.getValue()).topicId().toString());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
      }
    }
    return ids;
  }

  /** The first offset that each partition still holds. */
  public Map<TopicPartition, Long> earliest(Set<TopicPartition> partitions)
      throws ExecutionException, TimeoutException, InterruptedException {
    return offsets(partitions, OffsetSpec.earliest());
  }

  /** The offset that each partition's next record will have. */
  public Map<TopicPartition, Long> latest(Set<TopicPartition> partitions)
      throws ExecutionException, TimeoutException, InterruptedException {
    return offsets(partitions, OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec which)
      throws ExecutionException, TimeoutException, InterruptedException {
    var wanted = partitions.stream().collect(Collectors.toMap(one -> one, one -> which));
    Map<TopicPartition, ListOffsetsResultInfo> found = get(admin.listOffsets(wanted).all());
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, one -> one.getValue().offset()));
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, TimeoutException, InterruptedException {
    return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
