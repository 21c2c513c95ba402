package dev.kappa.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;

/** The topics of a benchmark: made for it, and deleted at its end. */
final class Topics implements AutoCloseable {
  private final Admin admin;
  private final int partitions;

  Topics(Map<String, String> client, int partitions) {
    this(Admin.create(Map.copyOf(client)), partitions);
  }

  private Topics(Admin admin, int partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  /** Topics of so many partitions each; they are closed with these. */
  Topics ofPartitions(int others) {
    return new Topics(admin, others);
  }

  /** Creates one that keeps records however old their event time is. */
  void create(String topic) {
    get(
        admin
            .createTopics(
                List.of(
                    new NewTopic(topic, Optional.of(partitions), Optional.empty())
                        .configs(Map.of("retention.ms", "-1"))))
            .all());
  }

  void delete(String topic) {
    get(admin.deleteTopics(List.of(topic)).all());
  }

  /** Deletes a group with its offsets, if there is one and it has no members any more. */
  void deleteGroup(String group) {
    try {
      get(admin.deleteConsumerGroups(List.of(group)).all());
    } catch (BenchFailedException e) {
      var reason = e.getCause().getCause();
      if (!(reason instanceof GroupIdNotFoundException
          || reason instanceof GroupNotEmptyException)) {
        throw e;
      }
    }
  }

  /** How many offsets a topic has, transaction markers among them. */
  long size(String topic) {
    var ends = all(topic).stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    return get(admin.listOffsets(ends).all()).values().stream()
        .mapToLong(end -> end.offset())
        .sum();
  }

  /** How many offsets of a topic a group has committed as read. */
  long committed(String group, String topic) {
    return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
        .entrySet()
        .stream()
        .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
        .mapToLong(entry -> entry.getValue().offset())
        .sum();
  }

  List<TopicPartition> all(String topic) {
    return IntStream.range(0, partitions)
        .mapToObj(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new BenchFailedException("Kafka: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", e);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
