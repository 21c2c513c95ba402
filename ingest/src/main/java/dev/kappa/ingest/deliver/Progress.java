package dev.kappa.ingest.deliver;

import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A line about how far it is, rewritten each second on a terminal, else printed now and then. */
public final class Progress {
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
          });
  private final boolean terminal;
  private final PrintStream out;
  private boolean written;

  private Progress(boolean terminal, PrintStream out) {
    this.terminal = terminal;
    this.out = out;
  }

  /** Some work that takes a while. */
  public interface Work<T> {
    T run() throws IOException;
  }

  /** Does the work, and shows {@code text} on {@code out} meanwhile, from the third second on. */
  public static <T> T during(Work<T> work, Supplier<String> text, PrintStream out)
      throws IOException {
    var progress = new Progress(isTerminal(), out);
    progress.start(text);
    try {
      return work.run();
    } finally {
      progress.stop();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // compiled for 17, where null means no terminal
  private static boolean isTerminal() {
    return System.console() != null;
  }

  private void start(Supplier<String> text) {
    var unused =
        clock.scheduleAtFixedRate(() -> write(text.get()), 2, terminal ? 1 : 10, TimeUnit.SECONDS);
  }

  private void write(String text) {
    out.print(terminal ? "\r\033[K" + text : text + System.lineSeparator());
    out.flush();
    written = true;
  }

  private void stop() {
    clock.shutdown();
    try {
      clock.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (written && terminal) {
      out.println();
    }
  }
}
