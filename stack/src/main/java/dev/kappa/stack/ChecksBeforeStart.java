package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Finds what would keep the servers from starting, before anything is started or written. */
final class ChecksBeforeStart {
  private static final long LEAST_DISK_BYTES = 2L << 30;

  private final StackLayout layout;

  ChecksBeforeStart(StackLayout layout) {
    this.layout = layout;
  }

  /**
   * @param starting the servers that do not run yet
   * @throws StartUpException with everything that is in the way
   */
  void pass(List<Server> starting) throws IOException {
    refuse(problems(starting, Resources.at(layout.dir())));
  }

  /**
   * The folders alone, which come first: where they cannot be written, nothing else can be asked.
   *
   * @throws StartUpException naming those that cannot be written
   */
  void passFolders(List<Server> servers) throws StartUpException {
    refuse(folders(servers));
  }

  /** What is in the way, but for folders. */
  List<String> problems(List<Server> starting, Resources free) throws IOException {
    var problems = new ArrayList<String>();
    starting.forEach(server -> problems.addAll(server.problems()));
    problems.addAll(ports(starting));
    problems.addAll(resources(starting, free));
    return problems;
  }

  private static void refuse(List<String> problems) throws StartUpException {
    if (!problems.isEmpty()) {
      throw new StartUpException("nothing was started:\n  - " + String.join("\n  - ", problems));
    }
  }

  private static List<String> ports(List<Server> starting) throws IOException {
    var problems = new ArrayList<String>();
    var settings = new HashMap<Integer, String>();
    for (var server : starting) {
      for (var port : server.ports()) {
        var other = settings.putIfAbsent(port.number(), port.setting());
        if (other != null) {
          problems.add(
              "%s: port %d is given to both %s and %s"
                  .formatted(server.name(), port.number(), other, port.setting()));
        } else if (!PortHolder.isFree(port.number())) {
          problems.add(
              "%s: port %d is taken%s; %s (or the variable %s) gives it another"
                  .formatted(
                      server.name(),
                      port.number(),
                      PortHolder.of(port.number()).map(ChecksBeforeStart::by).orElse(""),
                      port.setting(),
                      "KAPPA_" + port.setting().toUpperCase(Locale.ROOT).replace('.', '_')));
        }
      }
    }
    return problems;
  }

  private static String by(ProcessHandle process) {
    return " by process %d%s"
        .formatted(process.pid(), process.info().command().map(c -> " (" + c + ")").orElse(""));
  }

  private List<String> folders(List<Server> starting) {
    return Stream.concat(
            Stream.of(layout.dir(), layout.run(), layout.run().resolve("lock")),
            starting.stream()
                .flatMap(
                    s ->
                        Stream.of(
                            layout.data(s.name()), layout.conf(s.name()), layout.log(s.name()))))
        .map(Resources::existing)
        .distinct()
        .filter(path -> !Files.isWritable(path))
        .map(path -> "cannot write to " + path + ": give it to this user, or set stack.dir")
        .toList();
  }

  private List<String> resources(List<Server> starting, Resources free) {
    var problems = new ArrayList<String>();
    if (free.diskBytes() < LEAST_DISK_BYTES) {
      problems.add(
          "%s is left on the disk of %s; %s are needed"
              .formatted(Bytes.text(free.diskBytes()), layout.dir(), Bytes.text(LEAST_DISK_BYTES)));
    }
    long needed = starting.stream().mapToLong(Server::memoryMebibytes).sum() << 20;
    if (free.memoryBytes().isPresent() && free.memoryBytes().getAsLong() < needed) {
      problems.add(
          "%s of memory are available, and %s need about %s: end other programs, or start fewer"
                  .formatted(
                      Bytes.text(free.memoryBytes().getAsLong()),
                      String.join(", ", starting.stream().map(Server::name).toList()),
                      Bytes.text(needed))
              + " (--without presto, --only kafka,cassandra)");
    }
    return problems;
  }
}
