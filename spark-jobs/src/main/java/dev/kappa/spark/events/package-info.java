/** How the values of records become rows: one parser for each kind of event. */
package dev.kappa.spark.events;
