package dev.kappa.stack;

import java.io.PrintStream;

/** Tells a person what the stack is doing, a line at a time. */
public final class Progress {
  private final PrintStream out;

  Progress(PrintStream out) {
    this.out = out;
  }

  /** To standard error, as standard output belongs to results. */
  public static Progress toStandardError() {
    return new Progress(System.err);
  }

  void say(String line) {
    out.println(line);
  }

  void say(Server server, String line) {
    out.printf("  %-14s %s%n", server.name(), line);
  }
}
