package dev.kappa.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The stack's processes: starts them so that they outlive this one, and finds them again.
 *
 * <p>Each goes through a small shell that writes its own process id to the server's pid file and
 * then becomes the server: there is no moment with a process and without a trace of it. Its command
 * line carries the stack's folder, so that a process id that was given to another program since is
 * not mistaken for ours.
 */
public final class ChildProcesses {
  /** What a server's log has above the lines of each start. */
  static final String START_MARK = "=== kappa starts ";

  private static final long LARGE_LOG_BYTES = 20L << 20;

  /** $1 pid file, $2 log, then the command. Ctrl-C and a closed terminal are the launcher's. */
  private static final String BECOME_SERVER =
      "trap '' HUP INT; echo $$ >\"$1\" && exec >>\"$2\" 2>&1 </dev/null && shift 2"
          + " && echo \""
          + START_MARK
          + "$0, process $$\" && exec \"$@\"";

  private final StackLayout layout;

  public ChildProcesses(StackLayout layout) {
    this.layout = layout;
  }

  /**
   * Starts a server's process. Its output goes to the end of the server's log.
   *
   * @throws IOException when no process could be started
   */
  public void start(String server, ChildCommand command) throws IOException {
    prepareLog(server);
    Files.createDirectories(command.workingDirectory());
    var line = new ArrayList<>(List.of("sh", "-c", BECOME_SERVER, server));
    line.add(layout.pidFile(server).toString());
    line.add(layout.log(server).toString());
    line.addAll(commandLine(server, command));
    awaitPidFile(server, process(server, command, line).start());
  }

  /** Returns once the process can be found by its pid file, or has ended. */
  private void awaitPidFile(String server, Process process) throws IOException {
    var written = Optional.of(process.pid());
    try {
      while (!pid(layout.pidFile(server)).equals(written)
          && !process.waitFor(20, TimeUnit.MILLISECONDS)) {
        // Not yet: the shell is still on its way.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while starting " + server, e);
    }
  }

  /**
   * Runs a step of a server's preparation to its end, its output going to the server's log.
   *
   * @throws IOException when it fails, with the reason out of the log
   */
  void run(String server, ChildCommand command) throws IOException {
    prepareLog(server);
    Files.createDirectories(command.workingDirectory());
    var builder = process(server, command, commandLine(server, command));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(layout.log(server).toFile()));
    var process = builder.start();
    try {
      process.getOutputStream().close();
      if (process.waitFor() != 0) {
        throw new IOException(LogReason.of(layout.log(server)).describe());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while preparing " + server, e);
    }
  }

  /** The JVM options by which a process is known as this stack's. */
  List<String> marks(String server) {
    return List.of(mark(), "-Dkappa.server=" + server);
  }

  /** The server's process, if it lives. */
  public Optional<ProcessHandle> find(String server) {
    return pid(layout.pidFile(server))
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(this::isOurs);
  }

  /** Whether the process that the pid file names lives, whatever it is by now. */
  boolean isAlive(String server) {
    return pid(layout.pidFile(server)).flatMap(ProcessHandle::of).stream()
        .anyMatch(ProcessHandle::isAlive);
  }

  /** Every living process of this stack, also those that no pid file names. */
  List<ProcessHandle> findAll() {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(this::isOurs).toList();
    }
  }

  /** Makes room for what the next start writes to the log. */
  void prepareLog(String server) throws IOException {
    Files.createDirectories(layout.run());
    var log = layout.log(server);
    Files.createDirectories(log.getParent());
    if (Files.exists(log) && Files.size(log) > LARGE_LOG_BYTES) {
      Files.move(
          log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private List<String> commandLine(String server, ChildCommand command) {
    var line = new ArrayList<>(command.prefix());
    line.add(command.javaHome().resolve("bin/java").toString());
    line.addAll(marks(server));
    line.addAll(command.arguments());
    return line;
  }

  private ProcessBuilder process(String server, ChildCommand command, List<String> line) {
    var builder = new ProcessBuilder(line).directory(command.workingDirectory().toFile());
    builder.environment().putAll(command.environment());
    // Options meant for the launcher's JVM would be printed into the log, or break a server's own.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS"));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(layout.log(server).toFile()));
    return builder;
  }

  private String mark() {
    return "-Dkappa.stack=" + layout.dir();
  }

  private boolean isOurs(ProcessHandle process) {
    var cassandraScript = CassandraServer.script(layout).toString();
    return process
        .info()
        .arguments()
        .map(a -> Arrays.stream(a).anyMatch(x -> x.equals(mark()) || x.equals(cassandraScript)))
        .orElse(false);
  }

  private static Optional<Long> pid(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty(); // no pid file, or one that is just being written
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
