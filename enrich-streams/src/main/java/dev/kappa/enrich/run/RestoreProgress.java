package dev.kappa.enrich.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far the stores are from holding what their topics hold. */
final class RestoreProgress implements StateRestoreListener {
  private static final Logger LOG = LoggerFactory.getLogger(RestoreProgress.class);

  private final Map<TopicPartition, Long> remaining = new ConcurrentHashMap<>();

  @Override
  public void onRestoreStart(TopicPartition partition, String store, long start, long end) {
    remaining.put(partition, Math.max(0, end - start));
    if (end > start) {
      LOG.info("restoring {} from {}: {} records", store, partition, end - start);
    }
  }

  @Override
  public void onBatchRestored(TopicPartition partition, String store, long end, long restored) {
    remaining.computeIfPresent(partition, (p, left) -> Math.max(0, left - restored));
  }

  @Override
  public void onRestoreEnd(TopicPartition partition, String store, long total) {
    remaining.remove(partition);
  }

  @Override
  public void onRestoreSuspended(TopicPartition partition, String store, long total) {
    remaining.remove(partition);
  }

  /** Records still to be read. */
  long remainingRecords() {
    return remaining.values().stream().mapToLong(Long::longValue).sum();
  }
}
