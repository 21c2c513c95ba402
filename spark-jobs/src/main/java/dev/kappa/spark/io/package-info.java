/** The only classes that touch what is outside Spark: Kafka, Cassandra and checkpoints. */
package dev.kappa.spark.io;
