/** The plugin of the local stack's Elasticsearch: runs inside that server, never in a pipeline. */
package dev.kappa.stack.elasticsearch;
