/**
 * How the rows of a job lie in Cassandra: types, keys, and the statement that creates the table.
 */
package dev.kappa.spark.table;
