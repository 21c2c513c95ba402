package dev.kappa.stack;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;

/** One of the servers of {@link TestStack}, for tests of what happens when it goes away. */
public final class TestServer {
  private final String name;
  private final ChildProcesses children;

  private TestServer(String name, ChildProcesses children) {
    this.name = name;
    this.children = children;
  }

  /**
   * A server that runs.
   *
   * @param config what {@link TestStack#require} returned
   */
  public static TestServer of(KappaConfig config, String name) {
    var layout = new StackLayout(config.root(), config.stack().dir());
    return new TestServer(name, new ChildProcesses(layout));
  }

  /** {@code kill -9}; returns when the process is gone. */
  public void kill() {
    var process = process();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** {@code kill -TERM}; returns when the process is gone. */
  public void stop() {
    var process = process();
    process.destroy();
    process.onExit().join();
  }

  /** Starts it again, with its data; returns when it is ready. */
  public void start() throws IOException {
    TestStack.require(name);
  }

  /** {@code kill -STOP}: connections stay, and nothing is answered. */
  public void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  /** {@code kill -CONT}. */
  public void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process().pid())).start().waitFor();
  }

  private ProcessHandle process() {
    return children.find(name).orElseThrow(() -> new IllegalStateException(name + " does not run"));
  }
}
