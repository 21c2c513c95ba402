package dev.kappa.connect.sink;

import dev.kappa.connect.sink.Operation.Verb;
import dev.kappa.contracts.MalformedEventException;
import java.util.OptionalLong;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/** Decides what a record means to the index. Not thread-safe. */
public final class DocumentMapper {
  private final DocumentRules rules;
  private final DocumentEncoder encoder;

  public DocumentMapper(DocumentRules rules) {
    this.rules = rules;
    this.encoder = new DocumentEncoder(rules.compactMaps());
  }

  /**
   * The record as an operation on the index.
   *
   * @throws DataException for a record without a value where that is to fail
   */
  public Mapped map(SinkRecord record, OffsetLedger.Ticket ticket) {
    var keyIgnored = rules.keyIgnored(record.topic());
    if (record.value() == null && (keyIgnored || rules.nullValues() != NullValues.DELETE)) {
      return withoutValue(record);
    }
    var reason = "bad-key";
    try {
      var id = keyIgnored ? DocumentId.ofPosition(record) : DocumentId.ofKey(record);
      reason = "bad-version";
      var version = version(record);
      reason = "not-json";
      var document = record.value() == null ? null : encoder.encode(record);
      return new Mapped.Write(
          new Operation(
              verb(document),
              new DocumentKey(rules.indexNames().of(record.topic()), id),
              version,
              document,
              record,
              ticket,
              System.nanoTime()));
    } catch (MalformedEventException e) {
      return new Mapped.Malformed(reason, e.getMessage());
    }
  }

  /** Elasticsearch keeps no external versions of documents that are updated in part. */
  private OptionalLong version(SinkRecord record) {
    return switch (rules.writeMethod()) {
      case INSERT -> OptionalLong.of(DocumentVersion.of(record, rules.versionHeader()));
      case UPSERT -> OptionalLong.empty();
    };
  }

  private Verb verb(byte[] document) {
    if (document == null) {
      return Verb.DELETE;
    }
    return switch (rules.writeMethod()) {
      case INSERT -> Verb.INDEX;
      case UPSERT -> Verb.UPDATE;
    };
  }

  private Mapped withoutValue(SinkRecord record) {
    return switch (rules.nullValues()) {
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
