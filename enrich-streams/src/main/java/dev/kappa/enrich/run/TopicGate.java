package dev.kappa.enrich.run;

import dev.kappa.contracts.TopicLeaders;
import dev.kappa.contracts.Topics.TopicSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until Kafka answers and every topic takes records, and says what it waits for. */
public final class TopicGate {
  private static final Logger LOG = LoggerFactory.getLogger(TopicGate.class);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final int ANSWER_MILLIS = 5_000;
  private static final Duration REMINDER = Duration.ofSeconds(30);

  private final Map<String, Object> client;
  private final List<TopicSpec> topics;
  private final Optional<Short> createWithReplicas;

  private String said = "";
  private long saidAt;

  /**
   * @param kafka settings of Kafka's clients
   * @param topics those that must exist
   * @param createWithReplicas replication factor to create the missing ones with; empty: wait until
   *     somebody else does
   */
  public TopicGate(
      Map<String, String> kafka, List<TopicSpec> topics, Optional<Short> createWithReplicas) {
    this.client = new HashMap<>();
    kafka.forEach(
        (key, value) -> {
          if (AdminClientConfig.configNames().contains(key)) {
            client.put(key, value);
          }
        });
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    this.topics = List.copyOf(topics);
    this.createWithReplicas = createWithReplicas;
  }

  /**
   * Waits.
   *
   * @param stop ends the wait
   * @return whether all is there; false where it was stopped
   * @throws IllegalStateException when Kafka refuses to answer
   */
  public boolean await(CountDownLatch stop) throws InterruptedException {
    try (var admin = Admin.create(client)) {
      do {
        if (open(admin)) {
          return true;
        }
      } while (!stop.await(RETRY.toMillis(), TimeUnit.MILLISECONDS));
      return false;
    }
  }

  private boolean open(Admin admin) throws InterruptedException {
    try {
      var existing = admin.listTopics().names().get();
      var missing = topics.stream().filter(topic -> !existing.contains(topic.name())).toList();
      if (missing.isEmpty()) {
        TopicLeaders.await(admin, topics.stream().map(TopicSpec::name).toList());
        return true;
      }
      var names = String.join(", ", missing.stream().map(TopicSpec::name).toList());
      if (createWithReplicas.isPresent()) {
        create(admin, missing, createWithReplicas.get());
        LOG.info("created {}", names);
      } else {
        say("waiting for topics that do not exist: " + names + " (--create-topics creates them)");
      }
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RetriableException) {
        var servers = client.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        say("waiting for Kafka at " + servers);
        return false;
      }
      throw new IllegalStateException("Kafka refuses: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private static void create(Admin admin, List<TopicSpec> missing, short replicas)
      throws InterruptedException, ExecutionException {
    var wanted =
        missing.stream()
            .map(
                spec ->
                    new NewTopic(spec.name(), spec.partitions(), replicas).configs(spec.config()))
            .toList();
    for (var created : admin.createTopics(wanted).values().values()) {
      try {
        created.get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) { // another instance was faster
          throw e;
        }
      }
    }
  }

  private void say(String message) {
    long now = System.nanoTime();
    if (!message.equals(said) || now - saidAt > REMINDER.toNanos()) {
      LOG.info("{}", message);
      said = message;
      saidAt = now;
    }
  }
}
