/**
 * The Elasticsearch sink connector for Kafka Connect, and the commands {@code kappa connect} and
 * {@code kappa search}.
 */
package dev.kappa.connect;
