/** Rows as bytes: how a job's events travel through Spark. */
package dev.kappa.spark.packing;
