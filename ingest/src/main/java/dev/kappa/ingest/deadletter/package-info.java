/** What the dead letters are, and sending them back to where they came from. */
package dev.kappa.ingest.deadletter;
