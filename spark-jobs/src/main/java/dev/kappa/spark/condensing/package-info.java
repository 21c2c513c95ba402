/** Makes one row of many events before Spark aggregates them. */
package dev.kappa.spark.condensing;
