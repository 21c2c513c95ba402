/** What the enricher is told: which flows run, and every setting of Kafka Streams. */
package dev.kappa.enrich.config;
