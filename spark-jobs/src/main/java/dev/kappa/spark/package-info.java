/**
 * Analytic jobs on Spark Structured Streaming: a topic is read, events are aggregated by event time
 * and the rows are written to Cassandra. A {@link dev.kappa.spark.Job} says only what is particular
 * to it; {@link dev.kappa.spark.JobRun} is what all of them share.
 */
package dev.kappa.spark;
