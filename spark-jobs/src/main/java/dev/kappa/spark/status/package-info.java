/** What jobs there are and how they fare, as {@code kappa jobs} shows it. */
package dev.kappa.spark.status;
