/** The lifecycle: wait for topics, start, show progress, stop. */
package dev.kappa.enrich.run;
