/**
 * What the jobs' tables must hold after generated events: computed in plain Java, the slow and
 * obvious way, apart from the pipeline.
 */
package dev.kappa.ingest.oracle;
