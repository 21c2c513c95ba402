/** Where lines come from: files, standard input, a generator. */
package dev.kappa.ingest.source;
