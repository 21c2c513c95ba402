/** The jobs of the suite, one class each. */
package dev.kappa.spark.jobs;
