/**
 * Trino's catalogs and Kafka table descriptions, generated from the configuration in force and the
 * event records.
 */
package dev.kappa.presto.catalog;
