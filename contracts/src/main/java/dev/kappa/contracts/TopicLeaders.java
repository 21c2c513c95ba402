package dev.kappa.contracts;

import java.util.Collection;
import java.util.HashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether topics take records yet. A topic is known some time before the leaders of its partitions
 * have opened their logs. An idempotent producer that writes in between may have its first batch
 * turned away and its second one taken; the first is then out of sequence for ever, and expires.
 */
public final class TopicLeaders {
  private TopicLeaders() {}

  /**
   * Waits until every partition's leader answers.
   *
   * @throws ExecutionException when one does not within the admin client's {@code
   *     default.api.timeout.ms}, or a topic does not exist
   */
  public static void await(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    admin
        .describeTopics(topics)
        .allTopicNames()
        .get()
        .forEach(
            (topic, description) ->
                description
                    .partitions()
                    .forEach(
                        partition ->
                            ends.put(
                                new TopicPartition(topic, partition.partition()),
                                OffsetSpec.latest())));
    admin.listOffsets(ends).all().get();
  }
}
