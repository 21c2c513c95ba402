package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much of the machine's memory a process takes. */
final class ResidentMemory {
  private ResidentMemory() {}

  /** In bytes; empty where the system does not tell. */
  static OptionalLong of(long pid) {
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
