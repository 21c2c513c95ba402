/** Counts an event that was sent more than once only once. */
package dev.kappa.spark.duplicates;
