/** Employees, pages and actions to try the pipeline with: the same ones for the same seed. */
package dev.kappa.ingest.generate;
