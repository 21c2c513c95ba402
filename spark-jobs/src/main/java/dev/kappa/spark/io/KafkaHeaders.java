package dev.kappa.spark.io;

import dev.kappa.contracts.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** The headers of a record as Kafka's source yields them: rows of a name and bytes. */
final class KafkaHeaders {
  private final List<Row> headers;

  /**
   * @param headers null where a record has none
   */
  KafkaHeaders(scala.collection.Seq<Row> headers) {
    this.headers = headers == null ? List.of() : CollectionConverters.asJava(headers);
  }

  /** How often the record had been tried before; 0 where nothing says so. */
  int attempt() {
    int attempt = 0;
    for (Row header : headers) {
      if (header.getString(0).equals(DeadLetter.ATTEMPT) && !header.isNullAt(1)) {
        attempt = number(new String(header.<byte[]>getAs(1), StandardCharsets.UTF_8));
      }
    }
    return attempt;
  }

  /** Adds those that are not the envelope's own. */
  void addOthersTo(Headers envelope) {
    for (Row header : headers) {
      if (envelope.lastHeader(header.getString(0)) == null) {
        envelope.add(header.getString(0), header.<byte[]>getAs(1));
      }
    }
  }

  private static int number(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }
}
