package dev.kappa.enrich.topology;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * Writes a record to the partition that has the number of the one it was read from: what stood in
 * order in the input stands in order in the output, also where records have no key. With fewer
 * partitions in the output than in the input, several share one.
 */
final class SamePartition implements StreamPartitioner<byte[], Output> {
  @Override
  public Optional<Set<Integer>> partitions(
      String topic, byte[] key, Output output, int partitions) {
    return Optional.of(Set.of(((Output.Written) output).record().partition() % partitions));
  }
}
