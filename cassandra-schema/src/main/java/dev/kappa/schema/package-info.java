/** The tables of the aggregates: numbered migrations, the command that applies them, and CQL. */
package dev.kappa.schema;
