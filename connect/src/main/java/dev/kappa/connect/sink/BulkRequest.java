package dev.kappa.connect.sink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.connect.elastic.Elasticsearch;
import dev.kappa.connect.elastic.ElasticsearchRefusedException;
import dev.kappa.connect.elastic.ElasticsearchUnavailableException;
import dev.kappa.connect.elastic.ErrorCause;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Sends operations to {@code _bulk} and reads what became of each. */
public final class BulkRequest {
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int BAD_REQUEST = 400;

  /** Statuses of an item that a later try may mend: no rights yet, a write block, too busy. */
  private static final Set<Integer> PASSING = Set.of(401, 403, 408, 429);

  /** Answers are as short as they can be. */
  private static final Map<String, String> PARAMETERS =
      Map.of("filter_path", "errors,items.*.status,items.*.error");

  private final Elasticsearch elasticsearch;

  public BulkRequest(Elasticsearch elasticsearch) {
    this.elasticsearch = elasticsearch;
  }

  /**
   * One outcome for each operation, in their order. A request that Elasticsearch finds too large or
   * cannot read is sent again in halves, down to the one operation that is to blame.
   *
   * @throws ElasticsearchUnavailableException nothing is known of any of them
   * @throws ElasticsearchRefusedException the request as such is not allowed
   */
  public List<Outcome> send(List<Operation> operations) {
    var body = new BulkBody(operations.stream().mapToInt(Operation::sizeInBytes).sum());
    operations.forEach(operation -> operation.appendTo(body));
    try {
      var items = elasticsearch.bulk(PARAMETERS, body.bytes(), body.size()).path("items");
      if (items.size() != operations.size()) {
        throw new ElasticsearchUnavailableException(
            "%d operations were sent and %d answered".formatted(operations.size(), items.size()),
            null);
      }
      var outcomes = new ArrayList<Outcome>(operations.size());
      for (int i = 0; i < operations.size(); i++) {
        outcomes.add(outcome(operations.get(i), items.get(i).elements().next()));
      }
      return outcomes;
    } catch (ElasticsearchRefusedException e) {
      if (e.status() != TOO_LARGE && e.status() != BAD_REQUEST) {
        throw e;
      }
      if (operations.size() == 1) {
        return List.of(
            new Outcome.Rejected(
                e.status() == TOO_LARGE
                    ? new ErrorCause("document_too_large", e.getMessage())
                    : e.error()));
      }
      var half = operations.size() / 2;
      return Stream.concat(
              send(operations.subList(0, half)).stream(),
              send(operations.subList(half, operations.size())).stream())
          .toList();
    }
  }

  private static Outcome outcome(Operation operation, JsonNode item) {
    if (!item.has("error")) {
      return new Outcome.Done();
    }
    var status = item.path("status").asInt();
    var error = ErrorCause.of(item);
    var conflict = status == CONFLICT && error.type().equals("version_conflict_engine_exception");
    if (conflict && operation.version().isPresent()) {
      return new Outcome.Done();
    }
    var passing =
        conflict // somebody else updated the document at the same time
            || PASSING.contains(status)
            || status >= 500
            || error.type().equals("index_not_found_exception"); // deleted meanwhile: made again
    return passing ? new Outcome.Busy(error) : new Outcome.Rejected(error);
  }

  /** Gives its buffer away without a copy. */
  private static final class BulkBody extends java.io.ByteArrayOutputStream {
    BulkBody(int expectedBytes) {
      super(expectedBytes);
    }

    byte[] bytes() {
      return buf;
    }
  }
}
