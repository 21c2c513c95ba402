package dev.kappa.connect.sink;

import dev.kappa.contracts.MalformedEventException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Decides what a record means to the index. Not thread-safe. */
public final class DocumentMapper {
  private final boolean keyIgnored;
  private final NullValues nullValues;
  private final IndexNames indexNames;
  private final DocumentEncoder encoder = new DocumentEncoder();

  /**
   * @param keyIgnored whether the document's id is the record's position rather than its key
   */
  public DocumentMapper(boolean keyIgnored, NullValues nullValues, IndexNames indexNames) {
    this.keyIgnored = keyIgnored;
    this.nullValues = nullValues;
    this.indexNames = indexNames;
  }

  /**
   * The record as an operation on the index.
   *
   * @throws DataException for a record without a value where that is to fail
   */
  public Mapped map(SinkRecord record, OffsetLedger.Ticket ticket) {
    if (record.value() == null && (keyIgnored || nullValues != NullValues.DELETE)) {
      return withoutValue(record);
    }
    String id;
    try {
      id = keyIgnored ? DocumentId.ofPosition(record) : DocumentId.ofKey(record);
    } catch (MalformedEventException e) {
      return new Mapped.Malformed("bad-key", e.getMessage());
    }
    byte[] document;
    try {
      document = record.value() == null ? null : encoder.encode(record);
    } catch (MalformedEventException e) {
      return new Mapped.Malformed("not-json", e.getMessage());
    }
    return new Mapped.Write(
        new Operation(
            new DocumentKey(indexNames.of(record.topic()), id),
            record.originalKafkaOffset(),
            document,
            record,
            ticket,
            System.nanoTime()));
  }

  private Mapped withoutValue(SinkRecord record) {
    return switch (nullValues) {
      case IGNORE -> new Mapped.Nothing();
      case DELETE ->
          new Mapped.Malformed(
              "no-value", "no value, and no key (key.ignore) whose document could be deleted");
      case FAIL ->
          throw new DataException(
              "%s has no value, and behavior.on.null.values is fail"
                  .formatted(DocumentId.ofPosition(record)));
    };
  }
}
