package dev.kappa.connect.sink;

import java.util.List;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What becomes of records that can never be indexed: by default, dead letters. */
public final class MalformedRecords {
  private static final Logger log = LoggerFactory.getLogger(MalformedRecords.class);

  private final MalformedDocuments behavior;
  private final DeadLetters deadLetters;

  public MalformedRecords(MalformedDocuments behavior, DeadLetters deadLetters) {
    this.behavior = behavior;
    this.deadLetters = deadLetters;
  }

  /** Those that are logged, and go nowhere. */
  public static MalformedRecords passedOver() {
    return new MalformedRecords(MalformedDocuments.WARN, new NoDeadLetters());
  }

  /** Ends a record's way; the parameters are those of {@link DeadLetters#send}. */
  public void accept(
      SinkRecord record, String reason, String explanation, DeadLetters.Completion whenDone) {
    switch (behavior) {
      case DEAD_LETTER -> deadLetters.send(record, reason, explanation, whenDone);
      case IGNORE -> whenDone.done(null);
      case WARN -> {
        warn(record, reason, explanation);
        whenDone.done(null);
      }
      case FAIL ->
          whenDone.done(
              new DataException(
                  "%s cannot be indexed (%s: %s), and behavior.on.malformed.documents is fail"
                      .formatted(DocumentId.ofPosition(record), reason, explanation)));
    }
  }

  /** With the record's position as fields, for logs that are read by programs. */
  private static void warn(SinkRecord record, String reason, String explanation) {
    MDC.put("topic", record.topic());
    MDC.put("partition", record.kafkaPartition().toString());
    MDC.put("offset", Long.toString(record.kafkaOffset()));
    try {
      log.warn("passed over {}: {}: {}", DocumentId.ofPosition(record), reason, explanation);
    } finally {
      List.of("topic", "partition", "offset").forEach(MDC::remove);
    }
  }
}
