package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The stack's processes: starts them so that they outlive this one, and finds them again.
 *
 * <p>Each goes through a small shell that writes its own process id to the server's pid file and
 * then becomes the server: there is no moment with a process and without a pid file. Its command
 * line carries the stack's folder, so that a process id that was given to another program since is
 * not mistaken for ours.
 */
public final class ChildProcesses {
  /**
   * $1 pid file, $2 log, then the command. Ctrl-C and a closed terminal are the launcher's to
   * handle.
   */
  private static final String BECOME_SERVER =
      "trap '' HUP INT; echo $$ >\"$1\" && exec >>\"$2\" 2>&1 </dev/null && shift 2 && exec \"$@\"";

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
    Files.createDirectories(layout.run());
    Files.createDirectories(layout.log(server).getParent());
    Files.createDirectories(command.workingDirectory());
    var line = new ArrayList<String>();
    line.addAll(List.of("sh", "-c", BECOME_SERVER, "kappa-" + server));
    line.add(layout.pidFile(server).toString());
    line.add(layout.log(server).toString());
    line.addAll(command.prefix());
    line.add(command.javaHome().resolve("bin/java").toString());
    line.addAll(marks(server));
    line.addAll(command.arguments());
    var builder = new ProcessBuilder(line).directory(command.workingDirectory().toFile());
    builder.environment().putAll(command.environment());
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(layout.log(server).toFile()));
    builder.start();
  }

  /** The JVM options by which a process is known as this stack's. */
  List<String> marks(String server) {
    return List.of("-Dkappa.stack=" + layout.dir(), "-Dkappa.server=" + server);
  }

  /** The server's process, if it lives. */
  public Optional<ProcessHandle> find(String server) {
    return pid(layout.pidFile(server)).flatMap(ProcessHandle::of).filter(this::isOurs);
  }

  private boolean isOurs(ProcessHandle process) {
    var info = process.info();
    return info.arguments()
        .map(arguments -> List.of(arguments).stream().anyMatch(a -> a.contains(dirText())))
        .orElse(false);
  }

  private String dirText() {
    return layout.dir().toString();
  }

  private static Optional<Long> pid(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (NoSuchFileException | NumberFormatException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
