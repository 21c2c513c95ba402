package dev.kappa.connect.sink;

import dev.kappa.connect.elastic.ErrorCause;

/** What became of one operation of a bulk request. */
public sealed interface Outcome {
  /** Elasticsearch has it, or has a newer version of the same document. */
  record Done() implements Outcome {}

  /** Not now: the same operation may succeed later. */
  record Busy(ErrorCause error) implements Outcome {}

  /** Never: the same operation will be refused again. */
  record Rejected(ErrorCause error) implements Outcome {}
}
