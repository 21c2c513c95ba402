package dev.kappa.connect.sink;

import dev.kappa.connect.elastic.ElasticsearchUnavailableException;
import dev.kappa.connect.elastic.ErrorCause;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.connect.errors.ConnectException;

/** Brings every operation of a batch to its end: done, set aside, or tried again until it is. */
public final class BulkSender {
  private final BulkRequest request;
  private final IndexSetup indices;
  private final SchemaMappings mappings;
  private final RetryPolicy retries;
  private final MalformedRecords malformed;
  private final DeadLetters.Completion onDeadLetterFailure;
  private final Outage outage;
  private final RequestsInFlight requests;
  private final RandomGenerator random;

  /**
   * @param onDeadLetterFailure told of every failure to set a record aside
   */
  public BulkSender(
      BulkRequest request,
      IndexSetup indices,
      SchemaMappings mappings,
      RetryPolicy retries,
      MalformedRecords malformed,
      DeadLetters.Completion onDeadLetterFailure,
      Outage outage,
      RequestsInFlight requests,
      RandomGenerator random) {
    this.request = request;
    this.indices = indices;
    this.mappings = mappings;
    this.retries = retries;
    this.malformed = malformed;
    this.onDeadLetterFailure = onDeadLetterFailure;
    this.outage = outage;
    this.requests = requests;
    this.random = random;
  }

  /**
   * Sends a batch, and what is left of it again, until nothing is left. Operations whose partition
   * has gone to another task are left to that one: a late write of this task might undo its writes.
   *
   * @throws ConnectException when {@code max.retries} were not enough
   */
  public void send(List<Operation> batch) throws InterruptedException {
    var left = batch;
    for (int retry = 0; !left.isEmpty(); retry++) {
      var problem = "";
      requests.begin();
      try {
        left = left.stream().filter(operation -> !operation.ticket().revoked()).toList();
        if (!left.isEmpty()) {
          var busy = sendOnce(left);
          left = busy.operations();
          problem = busy.problem();
        }
      } catch (ElasticsearchUnavailableException e) {
        problem = e.getMessage();
      } finally {
        requests.end();
      }
      if (left.isEmpty()) {
        outage.over();
      } else {
        waitBeforeRetry(left.size(), retry, problem);
      }
    }
  }

  private Busy sendOnce(List<Operation> operations) {
    for (var operation : operations) {
      indices.ensure(operation.key().index());
    }
    mappings.ensure(operations);
    return settle(operations, request.send(operations));
  }

  private record Busy(List<Operation> operations, String problem) {}

  /** From the last to the first: a write that is done makes older ones of its key obsolete. */
  private Busy settle(List<Operation> operations, List<Outcome> outcomes) {
    var written = new HashMap<DocumentKey, Long>();
    var busy = new ArrayList<Operation>();
    var problem = "";
    for (int i = operations.size() - 1; i >= 0; i--) {
      var operation = operations.get(i);
      var outcome = outcomes.get(i);
      if (outcome instanceof Outcome.Rejected rejected) {
        setAside(operation, rejected.error());
      } else if (outcome instanceof Outcome.Busy waiting && !isObsolete(operation, written)) {
        indices.forget(operation.key().index());
        problem = waiting.error().toString();
        busy.add(operation);
      } else {
        written.merge(operation.key(), operation.version().orElse(0), Math::max);
        operation.ticket().settle();
      }
    }
    Collections.reverse(busy);
    return new Busy(busy, problem);
  }

  private static boolean isObsolete(Operation operation, Map<DocumentKey, Long> written) {
    var newer = written.get(operation.key());
    return newer != null
        && operation.version().isPresent()
        && operation.version().getAsLong() <= newer;
  }

  private void setAside(Operation operation, ErrorCause error) {
    malformed.accept(
        operation.record(),
        error.type().toLowerCase(Locale.ROOT).replace("_exception", "").replace('_', '-'),
        error.reason(),
        failure -> {
          if (failure == null) {
            operation.ticket().settle();
          } else {
            onDeadLetterFailure.done(failure);
          }
        });
  }

  private void waitBeforeRetry(int records, int retry, String problem) throws InterruptedException {
    if (retries.exhausted(retry)) {
      throw new ConnectException(
          "%d records are not indexed after %d retries (max.retries): %s"
              .formatted(records, retry, problem));
    }
    var delay = retries.delay(retry, random);
    outage.goesOn(records, problem);
    Thread.sleep(delay.toMillis());
  }
}
