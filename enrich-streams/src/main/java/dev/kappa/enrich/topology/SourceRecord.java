package dev.kappa.enrich.topology;

import java.time.Instant;

/**
 * A record's value on its way, with what it brought from the log.
 *
 * @param partition the partition it was read from
 * @param timestamp the timestamp it has in the log
 */
@SuppressWarnings("ArrayRecordComponent") // a record's bytes, passed on; never compared
public record SourceRecord(byte[] value, int partition, Instant timestamp) {

  SourceRecord with(byte[] changed) {
    return new SourceRecord(changed, partition, timestamp);
  }
}
