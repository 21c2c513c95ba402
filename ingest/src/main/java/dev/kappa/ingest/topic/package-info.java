/** Looking at topics, creating them, and reading them from the first record to the last. */
package dev.kappa.ingest.topic;
