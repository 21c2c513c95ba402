package dev.kappa.demo;

/** Work to do when the demo is ended by a signal, unless it has been done before. */
final class OnInterrupt {
  private final Thread hook;

  OnInterrupt(Runnable work) {
    hook = new Thread(work, "on-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * The work need not be done any more.
   *
   * @return false when it is being done: the demo is ending
   */
  boolean forget() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      return false;
    }
  }
}
