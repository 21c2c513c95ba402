package dev.kappa.demo;

/** The local stack for as long as the demo runs; also after Ctrl-C nothing is left running. */
final class RunningStack implements AutoCloseable {
  private final KappaCommands kappa;
  private final boolean keep;
  private final OnInterrupt stopOnInterrupt;

  RunningStack(KappaCommands kappa, boolean keep) {
    this.kappa = kappa;
    this.keep = keep;
    stopOnInterrupt = new OnInterrupt(() -> kappa.run("down"));
  }

  void start(boolean withPresto) {
    if (withPresto) {
      kappa.run("up");
    } else {
      kappa.run("up", "--without", "presto");
    }
  }

  @Override
  public void close() {
    if (stopOnInterrupt.forget() && !keep) {
      kappa.run("down");
    }
  }
}
