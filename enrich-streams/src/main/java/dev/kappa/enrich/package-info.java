/**
 * The enricher: what is read from Kafka is completed and written back to Kafka, exactly once. This
 * package wires; {@code topology} says what happens to a record, {@code run} owns the lifecycle.
 */
package dev.kappa.enrich;
