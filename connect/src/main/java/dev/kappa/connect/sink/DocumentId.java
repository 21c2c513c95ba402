package dev.kappa.connect.sink;

import dev.kappa.contracts.MalformedEventException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.sink.SinkRecord;

/** The id of a record's document: the same for every delivery of the same record. */
public final class DocumentId {
  private static final int MAX_BYTES = 512; // Elasticsearch's own limit

  private DocumentId() {}

  /** {@code topic+partition+offset}: every record is a document of its own. */
  public static String ofPosition(SinkRecord record) {
    return record.originalTopic()
        + "+"
        + record.originalKafkaPartition()
        + "+"
        + record.originalKafkaOffset();
  }

  /**
   * The record's key as text: the records of a key are versions of one document.
   *
   * @throws MalformedEventException when the key is missing, empty, longer than 512 bytes, or
   *     neither UTF-8 text nor a number
   */
  public static String ofKey(SinkRecord record) {
    var id = text(record.key());
    if (id.isEmpty()) {
      throw new MalformedEventException("the key is empty, and it is the document's id");
    }
    var length = id.getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_BYTES) {
      throw new MalformedEventException(
          "the key has %d bytes, and a document's id at most %d".formatted(length, MAX_BYTES));
    }
    return id;
  }

  private static String text(Object key) {
    if (key == null) {
      throw new MalformedEventException("no key, and it is the document's id");
    }
    if (key instanceof byte[] bytes) {
      try {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException e) {
        throw new MalformedEventException("the key is not UTF-8, and it is the document's id", e);
      }
    }
    if (key instanceof String || key instanceof Number || key instanceof Boolean) {
      return key.toString();
    }
    throw new MalformedEventException(
        "the key is a %s; a document's id is text or a number"
            .formatted(key.getClass().getSimpleName()));
  }
}
