package dev.kappa.contracts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Ends what an earlier producer left open and the brokers believe to have ended.
 *
 * <p>A broker that ends a transaction while a partition has no leader takes the partition for
 * deleted and leaves out its marker (Kafka 4.0 to 4.3, {@code
 * KRaftMetadataCache.getPartitionLeaderEndpoint}). That happens when the only broker of a partition
 * was killed and comes back after the transaction has timed out. The records stay open there, and
 * the next transaction of the same producer would commit them together with its own: twice what is
 * then produced again.
 */
public final class HangingTransactions {
  private HangingTransactions() {}

  /**
   * Aborts what is open under a transactional id. To be called by the producer of this id after
   * {@link Producer#initTransactions()} and before its first transaction: nothing can rightly be
   * open then.
   *
   * @param client how to reach the brokers: settings of any of Kafka's clients
   * @param writes the topics that producers of this transactional id write
   * @return the partitions on which something was aborted
   * @throws KafkaException when the brokers do not answer or do not permit it
   */
  public static List<TopicPartition> abort(
      Map<String, ?> client, String transactionalId, Predicate<String> writes) {
    try (var admin = Admin.create(adminSettings(client))) {
      return abort(admin, transactionalId, writes);
    } catch (ExecutionException e) {
      throw new KafkaException(
          "cannot tell whether a transaction of %s was left open: %s"
              .formatted(transactionalId, e.getCause().getMessage()),
          e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private static List<TopicPartition> abort(
      Admin admin, String transactionalId, Predicate<String> writes)
      throws ExecutionException, InterruptedException {
    long producerId =
        admin
            .describeTransactions(List.of(transactionalId))
            .all()
            .get()
            .get(transactionalId)
            .producerId();
    var aborted = new ArrayList<TopicPartition>();
    for (var found : open(admin, producerId, writes).entrySet()) {
      var state = found.getValue();
      admin
          .abortTransaction(
              new AbortTransactionSpec(
                  found.getKey(),
                  producerId,
                  (short) state.producerEpoch(),
                  state.coordinatorEpoch().orElse(0)))
          .all()
          .get();
      aborted.add(found.getKey());
    }
    return aborted;
  }

  private static Map<TopicPartition, ProducerState> open(
      Admin admin, long producerId, Predicate<String> writes)
      throws ExecutionException, InterruptedException {
    var topics =
        admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get().stream()
            .filter(writes)
            .toList();
    var partitions = new ArrayList<TopicPartition>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(p -> partitions.add(new TopicPartition(topic, p.partition()))));
    var open = new HashMap<TopicPartition, ProducerState>();
    Map<TopicPartition, PartitionProducerState> producers =
        admin.describeProducers(partitions).all().get();
    producers.forEach(
        (partition, states) ->
            states.activeProducers().stream()
                .filter(state -> state.producerId() == producerId)
                .filter(state -> state.currentTransactionStartOffset().isPresent())
                .forEach(state -> open.put(partition, state)));
    return open;
  }

  private static Map<String, Object> adminSettings(Map<String, ?> client) {
    var settings = new HashMap<String, Object>();
    client.forEach(
        (key, value) -> {
          if (AdminClientConfig.configNames().contains(key)) {
            settings.put(key, value);
          }
        });
    settings.remove(AdminClientConfig.CLIENT_ID_CONFIG);
    return settings;
  }
}
