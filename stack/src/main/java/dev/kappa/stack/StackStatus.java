package dev.kappa.stack;

import java.util.List;
import java.util.Set;

/**
 * The stack, as it is now.
 *
 * @param wanted the servers that ought to run
 */
record StackStatus(List<ServerStatus> servers, Set<String> wanted) {

  /** What all servers together take of the machine's memory. */
  long memoryBytes() {
    return servers.stream().mapToLong(s -> s.memoryBytes().orElse(0)).sum();
  }

  /** Whether at least one server runs or ought to. */
  boolean isUp() {
    return !wanted.isEmpty()
        || servers.stream().anyMatch(s -> s.state() != ServerStatus.State.STOPPED);
  }

  /** Whether everything that was brought up answers. */
  boolean isHealthy() {
    return isUp()
        && servers.stream()
            .allMatch(
                s ->
                    s.state() == ServerStatus.State.RUNNING
                        || (s.state() == ServerStatus.State.STOPPED && !wanted.contains(s.name())));
  }
}
