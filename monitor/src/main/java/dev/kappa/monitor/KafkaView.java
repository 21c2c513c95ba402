package dev.kappa.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What Kafka says: where topics begin and end, and how far groups have come. */
final class KafkaView implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /**
   * Kafka at one moment.
   *
   * @param ends as a reader of committed transactions sees them
   * @param offsets of each group that has any
   * @param members of the group of the enricher that are alive
   */
  record Snapshot(
      Map<TopicPartition, Long> starts,
      Map<TopicPartition, Long> ends,
      Map<String, Map<TopicPartition, Long>> offsets,
      int members) {

    List<TopicPartition> partitions(Collection<String> topics) {
      return ends.keySet().stream().filter(p -> topics.contains(p.topic())).toList();
    }

    /** How many offsets a topic has had, the markers of transactions among them. */
    long written(String topic) {
      return partitions(Set.of(topic)).stream().mapToLong(ends::get).sum();
    }

    boolean exists(String topic) {
      return !partitions(Set.of(topic)).isEmpty();
    }
  }

  private final Admin admin;

  KafkaView(Map<String, String> clientProperties) {
    var properties = new HashMap<String, Object>(clientProperties);
    properties.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    properties.put("request.timeout.ms", (int) PATIENCE.toMillis());
    this.admin = Admin.create(properties);
  }

  Snapshot look(Collection<String> topics, String enricher)
      throws ExecutionException, InterruptedException, TimeoutException {
    var groups =
        get(admin.listGroups().all()).stream()
            .map(GroupListing::groupId)
            .filter(g -> g.startsWith("kappa.") || g.startsWith("connect-"))
            .toList();
    var offsets = offsets(groups);
    var wanted = new HashSet<>(topics);
    offsets.values().forEach(of -> of.keySet().forEach(p -> wanted.add(p.topic())));
    wanted.retainAll(get(admin.listTopics().names()));
    var partitions = new ArrayList<TopicPartition>();
    get(admin.describeTopics(wanted).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(name, p.partition()))));
    return new Snapshot(
        positions(partitions, OffsetSpec.earliest()),
        positions(partitions, OffsetSpec.latest()),
        offsets,
        groups.contains(enricher) ? members(enricher) : 0);
  }

  private int members(String group)
      throws ExecutionException, InterruptedException, TimeoutException {
    return get(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().size();
  }

  private Map<String, Map<TopicPartition, Long>> offsets(List<String> groups)
      throws ExecutionException, InterruptedException, TimeoutException {
    var specs = new HashMap<String, ListConsumerGroupOffsetsSpec>();
    groups.forEach(group -> specs.put(group, new ListConsumerGroupOffsetsSpec()));
    var found = new HashMap<String, Map<TopicPartition, Long>>();
    get(admin.listConsumerGroupOffsets(specs).all())
        .forEach(
            (group, offsets) -> {
              var committed = new HashMap<TopicPartition, Long>();
              offsets.forEach(
                  (partition, offset) -> {
                    if (offset != null) {
                      committed.put(partition, offset.offset());
                    }
                  });
              found.put(group, committed);
            });
    return found;
  }

  private Map<TopicPartition, Long> positions(List<TopicPartition> partitions, OffsetSpec spec)
      throws ExecutionException, InterruptedException, TimeoutException {
    var specs = new HashMap<TopicPartition, OffsetSpec>();
    partitions.forEach(partition -> specs.put(partition, spec));
    var found = new HashMap<TopicPartition, Long>();
    get(admin.listOffsets(specs, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, position) -> found.put(partition, position.offset()));
    return found;
  }

  private static <T> T get(KafkaFuture<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
