package dev.kappa.spark.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Tells Kafka how far a job has come, as offsets of the group {@code kappa.JOB}, so that any tool
 * shows its lag. The job itself goes by its checkpoint and never reads them.
 */
public final class GroupOffsets implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Admin admin;

  public GroupOffsets(Map<String, String> clientProperties) {
    this.admin = Admin.create(new HashMap<>(clientProperties));
  }

  /** The group of a job. */
  public static String groupOf(String job) {
    return "kappa." + job;
  }

  /**
   * Commits what a micro-batch has consumed.
   *
   * @param endOffset as Spark reports it: {@code {"TOPIC":{"PARTITION":OFFSET}}}
   * @throws ExecutionException when Kafka refuses
   * @throws TimeoutException when Kafka does not answer in ten seconds
   */
  public void commit(String job, String endOffset)
      throws ExecutionException, TimeoutException, InterruptedException {
    admin
        .alterConsumerGroupOffsets(groupOf(job), offsets(endOffset))
        .all()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Whether the job's group has offsets in any of these topics. */
  public boolean isKnown(String job, Collection<String> topics)
      throws ExecutionException, TimeoutException, InterruptedException {
    return admin
        .listConsumerGroupOffsets(groupOf(job))
        .partitionsToOffsetAndMetadata()
        .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .keySet()
        .stream()
        .anyMatch(partition -> topics.contains(partition.topic()));
  }

  private static Map<TopicPartition, OffsetAndMetadata> offsets(String endOffset) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    tree(endOffset)
        .fields()
        .forEachRemaining(
            topic ->
                topic
                    .getValue()
                    .fields()
                    .forEachRemaining(
                        partition ->
                            offsets.put(
                                new TopicPartition(
                                    topic.getKey(), Integer.parseInt(partition.getKey())),
                                new OffsetAndMetadata(partition.getValue().asLong()))));
    return offsets;
  }

  private static JsonNode tree(String json) {
    try {
      return Json.mapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no offsets of Kafka's source: " + json, e);
    }
  }

  @Override
  public void close() {
    admin.close(PATIENCE);
  }
}
