package dev.kappa.spark.status;

import dev.kappa.spark.io.GroupOffsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/**
 * How many offsets the groups of jobs are behind the last ones that a reader of committed
 * transactions sees. Where a group has committed nothing, everything in the partition counts.
 */
final class GroupLag implements AutoCloseable {
  private final Admin admin;
  private final Duration patience;

  GroupLag(Map<String, String> clientProperties, Duration patience) {
    var properties = new HashMap<String, Object>(clientProperties);
    properties.put("default.api.timeout.ms", (int) patience.toMillis());
    properties.put("request.timeout.ms", (int) patience.toMillis());
    this.admin = Admin.create(properties);
    this.patience = patience;
  }

  /** The topics that exist. */
  Set<String> topics() throws ExecutionException, InterruptedException, TimeoutException {
    return get(admin.listTopics().names());
  }

  /**
   * The lag of a job over all partitions.
   *
   * @param topics that exist
   * @return empty where there is no topic
   */
  OptionalLong of(String job, Collection<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    var partitions = partitions(topics);
    if (partitions.isEmpty()) {
      return OptionalLong.empty();
    }
    var committed =
        get(
            admin
                .listConsumerGroupOffsets(GroupOffsets.groupOf(job))
                .partitionsToOffsetAndMetadata());
    var ends = offsets(partitions, OffsetSpec.latest());
    var starts = offsets(partitions, OffsetSpec.earliest());
    long lag = 0;
    for (TopicPartition partition : partitions) {
      var at = position(committed.get(partition), starts.get(partition));
      lag += Math.max(0, ends.get(partition) - at);
    }
    return OptionalLong.of(lag);
  }

  private static long position(OffsetAndMetadata committed, long start) {
    return committed == null ? start : Math.max(committed.offset(), start);
  }

  private Set<TopicPartition> partitions(Collection<String> topics)
      throws ExecutionException, InterruptedException, TimeoutException {
    var partitions = new HashSet<TopicPartition>();
    get(admin.describeTopics(topics).allTopicNames())
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(one -> partitions.add(new TopicPartition(topic, one.partition()))));
    return partitions;
  }

  private Map<TopicPartition, Long> offsets(Set<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    var specs = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> specs.put(partition, spec));
    var offsets = new HashMap<TopicPartition, Long>();
    get(admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  private <T> T get(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
