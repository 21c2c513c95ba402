package dev.kappa.monitor;

import java.time.Instant;

/**
 * A server, as it is now.
 *
 * @param wanted whether it ought to run: one of the local stack that nobody brought up need not
 * @param since when it was first seen so
 */
record ServerState(
    String name, String address, boolean up, boolean wanted, Instant since, String hint) {}
