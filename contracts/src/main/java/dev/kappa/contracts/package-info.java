/**
 * What the stages of the pipeline agree on: event records, topic names, the JSON codec and the
 * dead-letter envelope. Every stage depends on this package and none on another stage.
 */
package dev.kappa.contracts;
