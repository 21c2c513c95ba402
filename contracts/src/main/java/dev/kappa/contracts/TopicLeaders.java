package dev.kappa.contracts;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Whether topics take records yet. A topic is known some time before the leaders of its partitions
 * have opened their logs. An idempotent producer that writes in between may have its first batch
 * turned away and its second one taken; the first is then out of sequence for ever, and expires.
 */
public final class TopicLeaders {
  private static final Duration TO_BE_KNOWN = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

  private TopicLeaders() {}

  /**
   * Waits until every partition's leader answers.
   *
   * @throws ExecutionException when one does not within the admin client's {@code
   *     default.api.timeout.ms}, or a topic is not known after ten seconds
   */
  public static void await(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException {
    var ends = new HashMap<TopicPartition, OffsetSpec>();
    describe(admin, topics)
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

  /** The broker that answers may not have heard of a topic that the controller has just created. */
  private static Map<String, TopicDescription> describe(Admin admin, Collection<String> topics)
      throws InterruptedException, ExecutionException {
    long deadline = System.nanoTime() + TO_BE_KNOWN.toNanos();
    while (true) {
      try {
        return admin.describeTopics(topics).allTopicNames().get();
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    }
  }
}
