/** Federated SQL: what Trino needs to know about the pipeline, and the client that asks it. */
package dev.kappa.presto;
