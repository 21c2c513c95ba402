/**
 * Jobs that are one {@code .sql} file: its header, its query, and what is checked before it runs.
 */
package dev.kappa.spark.sql;
