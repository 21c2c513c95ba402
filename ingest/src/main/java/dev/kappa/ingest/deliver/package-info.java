/** Sending lines to Kafka, and accounting for every one of them. */
package dev.kappa.ingest.deliver;
