/** Errors are data: what cannot be enriched goes to the dead letters, in the same transaction. */
package dev.kappa.enrich.deadletter;
