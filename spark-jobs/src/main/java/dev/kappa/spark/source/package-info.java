/**
 * Topics as streams of parsed events. Which offsets a micro-batch has, and how they stand in a
 * checkpoint, is left to Spark's source for Kafka; what is here is how a task reads them: it polls
 * as a bare consumer does, parses each record once, and shares what it parsed with the other
 * queries of the process.
 */
package dev.kappa.spark.source;
