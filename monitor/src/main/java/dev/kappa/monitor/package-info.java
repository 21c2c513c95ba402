/** Looks at the pipeline from outside, and shows what it sees as a page and as metrics. */
package dev.kappa.monitor;
