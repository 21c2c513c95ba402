package dev.kappa.monitor;

import java.time.Instant;

/**
 * A server, as it is now.
 *
 * @param since when it was first seen so
 */
record ServerState(String name, String address, boolean up, Instant since, String hint) {}
