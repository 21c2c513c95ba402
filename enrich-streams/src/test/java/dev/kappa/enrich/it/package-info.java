/** The enricher as it is shipped, on real Kafka: its runnable jar, started, killed and stopped. */
package dev.kappa.enrich.it;
