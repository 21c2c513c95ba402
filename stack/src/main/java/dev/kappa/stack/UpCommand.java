package dev.kappa.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kappa up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the local stack and returns when every server is ready: kafka, connect, cassandra,"
          + " elasticsearch and presto, on 127.0.0.1.",
      "What runs already stays as it is. What a server needs is started along with it. When one"
          + " fails, the reason out of its log is shown, and what was started is stopped again."
    },
    footer = {
      "",
      "Exit code: 0 when everything is ready, 1 when not, 2 for a wrong call.",
      "Ports, and the folder of data and logs: stack.* in ./kappa config.",
      "",
      "Examples:",
      "  ./kappa up",
      "  ./kappa up --without presto",
      "  ./kappa up --only kafka,cassandra"
    })
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "SERVER",
      description = "Start these alone, and what they need.")
  private List<String> only = List.of();

  @Option(
      names = "--without",
      split = ",",
      paramLabel = "SERVER",
      description = "Start all but these.")
  private List<String> without = List.of();

  @Override
  public Integer call() throws Exception {
    var stack = StackMain.stack();
    var all = stack.servers().all();
    var chosen = new ArrayList<>(only.isEmpty() ? all : stack.servers().named(only));
    chosen.removeAll(stack.servers().named(without));
    stack.up(chosen.stream().map(Server::name).toList());
    System.out.print(StatusTable.of(stack.status()));
    return CommandLine.ExitCode.OK;
  }
}
