/**
 * Puts records into the log: lines of files and of standard input, or a generator's, and dead
 * letters back to where they came from. The pipeline of {@code kappa produce} is {@code source ->
 * check -> deliver}.
 */
package dev.kappa.ingest;
