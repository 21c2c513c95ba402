/** What {@code kappa search} asks Elasticsearch. */
package dev.kappa.connect.search;
