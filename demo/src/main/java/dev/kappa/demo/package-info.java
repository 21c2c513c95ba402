/**
 * The whole pipeline as its user runs it: every stage through the {@code kappa} command, on real
 * servers, with every count checked against the input.
 */
package dev.kappa.demo;
