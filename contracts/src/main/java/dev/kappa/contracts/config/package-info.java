/**
 * The one configuration of the suite: which servers, which topics, which ports of the local stack.
 * Read from {@code kappa.properties}, with {@code KAPPA_…} environment variables over it.
 */
package dev.kappa.contracts.config;
