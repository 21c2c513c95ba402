/**
 * What each stage of the pipeline costs: measured from outside, as a process, beside a floor that
 * does the same input and output with nothing in between.
 */
package dev.kappa.bench;
