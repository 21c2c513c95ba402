/** What happens to a record, as pure functions from configuration to topology. */
package dev.kappa.enrich.topology;
