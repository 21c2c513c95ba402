package dev.kappa.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How to run a server's JVM.
 *
 * @param prefix a command that runs the JVM in its stead and with its process id, such as {@code
 *     setpriv …}; mostly empty
 * @param javaHome the JDK to run on
 * @param arguments options of the JVM, the main class and its arguments
 * @param environment variables set over those of this process
 */
public record ChildCommand(
    List<String> prefix,
    Path javaHome,
    List<String> arguments,
    Map<String, String> environment,
    Path workingDirectory) {

  public ChildCommand {
    prefix = List.copyOf(prefix);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
  }
}
