/** What becomes of a line: a record for the topic, a dead letter, or nothing. */
package dev.kappa.ingest.check;
