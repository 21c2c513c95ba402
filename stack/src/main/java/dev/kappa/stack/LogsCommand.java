package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kappa logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Shows what a server of the local stack says.",
    footer = {"", "Examples:", "  ./kappa logs kafka", "  ./kappa logs presto -f --lines 20"})
final class LogsCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "SERVER",
      description = "kafka, connect, cassandra, elasticsearch or presto.")
  private String server;

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what is added, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      defaultValue = "200",
      description = "Start with that many lines from the end (${DEFAULT-VALUE}).")
  private int lines;

  @Override
  public Integer call() throws Exception {
    var stack = StackMain.stack();
    var name = stack.servers().named(List.of(server)).get(0).name();
    var log = stack.layout().log(name);
    if (!follow && Files.notExists(log)) {
      throw new IOException(name + " has no log yet: " + log);
    }
    var follower = new LogFollower(log, System.out);
    follower.copyLast(lines);
    if (follow) {
      follower.follow();
    }
    return CommandLine.ExitCode.OK;
  }
}
