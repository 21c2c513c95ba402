package dev.kappa.ingest.topic;

import dev.kappa.contracts.TopicLeaders;
import dev.kappa.contracts.Topics.TopicSpec;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Looks at topics, and creates them. */
public final class TopicAdmin implements AutoCloseable {
  private static final long QUIET_SECONDS = 2;

  private final Admin admin;
  private final Object servers;
  private boolean saidToWait;

  /**
   * Connects when it is first asked something; says so where that takes a while.
   *
   * @param client how to reach the brokers
   */
  public TopicAdmin(Map<String, ?> client) {
    this.admin = Admin.create(Map.copyOf(client));
    this.servers = client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
  }

  /**
   * Creates a topic unless it exists, and waits until it takes records.
   *
   * @return whether it was created
   */
  public boolean create(TopicSpec spec, int replicationFactor) {
    var topic =
        new NewTopic(spec.name(), spec.partitions(), (short) replicationFactor)
            .configs(spec.config());
    try {
      answer(admin.createTopics(List.of(topic)).all());
      TopicLeaders.await(admin, List.of(spec.name()));
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return false;
      }
      throw failure("topic " + spec.name() + " could not be created", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Whether there is such a topic. */
  public boolean exists(String topic) {
    return partitions(topic).isPresent();
  }

  /** How many partitions the topic has; nothing where it does not exist. */
  public Optional<Integer> partitions(String topic) {
    try {
      TopicDescription description =
          answer(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
      return Optional.of(description.partitions().size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw failure("topic " + topic + " could not be looked up", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The names of all topics but Kafka's own. */
  public Collection<String> names() {
    return get("topics could not be listed", admin.listTopics().names());
  }

  /** What the topic takes. */
  public TopicLimits limits(String topic) {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return TopicLimits.of(
        get(
                "settings of " + topic + " could not be read",
                admin.describeConfigs(List.of(resource)).all())
            .get(resource));
  }

  /** Identity of the topic: another one after it was deleted and created again. */
  public String id(String topic) {
    return get(
            "topic " + topic + " could not be looked up",
            admin.describeTopics(List.of(topic)).allTopicNames())
        .get(topic)
        .topicId()
        .toString();
  }

  /** Offsets between the first and the end of each partition; transaction markers among them. */
  public long offsets(String topic) {
    int partitions = partitions(topic).orElseThrow();
    var earliest = ends(topic, partitions, OffsetSpec.earliest());
    var latest = ends(topic, partitions, OffsetSpec.latest());
    return latest.entrySet().stream()
        .mapToLong(end -> end.getValue() - earliest.get(end.getKey()))
        .sum();
  }

  private Map<Integer, Long> ends(String topic, int partitions, OffsetSpec which) {
    var request =
        IntStream.range(0, partitions)
            .boxed()
            .collect(Collectors.toMap(p -> new TopicPartition(topic, p), p -> which));
    var offsets = new TreeMap<Integer, Long>();
    get("offsets of " + topic + " could not be read", admin.listOffsets(request).all())
        .forEach((partition, end) -> offsets.put(partition.partition(), end.offset()));
    return offsets;
  }

  private <T> T get(String problem, KafkaFuture<T> future) {
    try {
      return answer(future);
    } catch (ExecutionException e) {
      throw failure(problem, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T> T answer(KafkaFuture<T> future) throws ExecutionException, InterruptedException {
    try {
      return future.get(QUIET_SECONDS, TimeUnit.SECONDS);
    } catch (java.util.concurrent.TimeoutException e) {
      if (!saidToWait) {
        System.err.println("waiting for Kafka at " + servers);
        saidToWait = true;
      }
      return future.get();
    }
  }

  private KafkaException failure(String problem, ExecutionException e) {
    if (e.getCause() instanceof TimeoutException) {
      return new KafkaException(
          "Kafka at %s does not answer (%s)".formatted(servers, e.getCause().getMessage()),
          e.getCause());
    }
    return new KafkaException(problem + ": " + e.getCause().getMessage(), e.getCause());
  }

  private static KafkaException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new KafkaException("interrupted while waiting for the brokers", e);
  }

  @Override
  public void close() {
    admin.close();
  }
}
