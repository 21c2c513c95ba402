package dev.kappa.stack;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The address that every server of the stack listens on, and none else: 127.0.0.1. */
final class Loopback {
  private static final byte[] ADDRESS = {127, 0, 0, 1};

  private Loopback() {}

  static InetSocketAddress at(int port) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByAddress(ADDRESS), port);
  }
}
