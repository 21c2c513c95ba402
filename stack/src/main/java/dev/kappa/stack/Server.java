package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One server of the local stack, run as a child process. */
public interface Server {

  /** What people call it; also the name of its log, its data and its pid file. */
  String name();

  /** Servers that must be ready before this one starts; they are started along with it. */
  default Set<String> needs() {
    return Set.of();
  }

  /** Servers that are waited for if they start too, and can be absent otherwise. */
  default Set<String> startsAfter() {
    return Set.of();
  }

  /** The loopback ports that it takes; the first is the one that its clients use. */
  List<Port> ports();

  /** What it is expected to take of the machine's memory once it runs. */
  int memoryMebibytes();

  /**
   * What keeps it from being started at all, such as a missing JDK or server files that were not
   * built; one sentence each, saying what to do. Nothing is written or started here.
   */
  List<String> problems();

  /**
   * A folder outside of the stack's own where its data had to go; it belongs to the stack all the
   * same, and is deleted with its data.
   */
  default Optional<Path> folderElsewhere() throws IOException {
    return Optional.empty();
  }

  /**
   * Lays out its folders, configuration and server files. Repeatable; keeps the data.
   *
   * @throws IOException saying what could not be written, and where
   */
  void prepare() throws IOException;

  /**
   * Starts it, after {@link #prepare()}. Need not wait until it is ready.
   *
   * @throws IOException when no process could be started
   */
  void launch(ChildProcesses children) throws IOException;

  /**
   * Asks the running server itself whether it does its work. Answers within two seconds; {@code
   * false} also when it cannot be reached.
   */
  boolean isReady();
}
