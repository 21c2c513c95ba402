package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much of the machine's memory a process takes, along with those that it started. */
final class ResidentMemory {
  private ResidentMemory() {}

  /** In bytes; empty where the system does not tell. */
  static OptionalLong of(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .map(each -> alone(each.pid()))
        .flatMapToLong(OptionalLong::stream)
        .reduce(Long::sum);
  }

  private static OptionalLong alone(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.split("\\s+", -1)[1]) << 10)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty(); // no such file system, or the process just ended
    }
  }
}
