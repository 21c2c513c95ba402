package dev.kappa.contracts.config;

import java.util.List;
import picocli.CommandLine;

/** Runs a command of the suite the same way everywhere: exit codes, and errors meant for people. */
public final class KappaCommand {
  private KappaCommand() {}

  /**
   * Runs {@code command} with {@code args}. An exception becomes one message on standard error;
   * with {@code -Dkappa.debug=true} the stack trace follows it.
   *
   * @return 0 for success, 1 for a failure, 2 for a wrong call or a wrong configuration
   */
  public static int run(Object command, String... args) {
    var format = System.getenv().getOrDefault("KAPPA_LOG_FORMAT", "text");
    if (!List.of("text", "json").contains(format)) {
      System.err.println("KAPPA_LOG_FORMAT: text or json, and not '%s'".formatted(format));
      return CommandLine.ExitCode.USAGE;
    }
    return new CommandLine(command)
        .setExecutionExceptionHandler(
            (exception, line, parsed) -> {
              var message = exception.getMessage();
              line.getErr()
                  .println(
                      line.getCommandSpec().qualifiedName()
                          + ": "
                          + (message == null ? exception.toString() : message));
              if (Boolean.getBoolean("kappa.debug")) {
                exception.printStackTrace(line.getErr());
              }
              return exception instanceof ConfigurationException
                  ? CommandLine.ExitCode.USAGE
                  : CommandLine.ExitCode.SOFTWARE;
            })
        .execute(args);
  }
}
