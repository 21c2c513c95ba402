/** Asking Trino: statements in, rows out, errors that point at their place. */
package dev.kappa.presto.query;
