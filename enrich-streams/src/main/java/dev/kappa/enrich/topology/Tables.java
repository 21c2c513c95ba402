package dev.kappa.enrich.topology;

/** What is known from compacted topics at this moment. */
@FunctionalInterface
public interface Tables {
  /** The last value under {@code key} in the topic {@code table}; null where there is none. */
  byte[] find(String table, String key);
}
