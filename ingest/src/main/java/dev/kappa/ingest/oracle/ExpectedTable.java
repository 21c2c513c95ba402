package dev.kappa.ingest.oracle;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The expected rows of one table. */
interface ExpectedTable {
  /** The table's name. */
  String name();

  /** Counts an event that is neither late nor a repetition that the jobs recognize. */
  void add(Object event, Instant at);

  /** Column names and values of every row, in the order of their keys. */
  List<Map<String, Object>> rows();
}
