/**
 * Requests to Elasticsearch through its official low-level client, and what can go wrong with them.
 */
package dev.kappa.connect.elastic;
