package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the machine has to spare.
 *
 * @param memoryBytes empty where the system does not tell
 */
record Resources(OptionalLong memoryBytes, long diskBytes) {
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Path CGROUP = Path.of("/sys/fs/cgroup");

  /**
   * @param folder on the disk in question; need not exist yet
   */
  static Resources at(Path folder) throws IOException {
    return new Resources(freeMemory(), Files.getFileStore(existing(folder)).getUsableSpace());
  }

  /** The folder, or the nearest one above it that exists. */
  static Path existing(Path folder) {
    var path = folder;
    while (Files.notExists(path)) {
      path = path.getParent();
    }
    return path;
  }

  /** What is available without swapping, within the limit of a container if there is one. */
  private static OptionalLong freeMemory() throws IOException {
    if (Files.notExists(MEMINFO)) {
      return OptionalLong.empty();
    }
    long available = value(Files.readAllLines(MEMINFO), "MemAvailable:") << 10;
    var limit = CGROUP.resolve("memory.max");
    if (Files.isReadable(limit) && !Files.readString(limit).strip().equals("max")) {
      long used = Long.parseLong(Files.readString(CGROUP.resolve("memory.current")).strip());
      long cache = value(Files.readAllLines(CGROUP.resolve("memory.stat")), "inactive_file");
      available =
          Math.min(available, Long.parseLong(Files.readString(limit).strip()) - used + cache);
    }
    return OptionalLong.of(available);
  }

  private static long value(List<String> lines, String key) {
    return lines.stream()
        .map(line -> line.split("\\s+", -1))
        .filter(words -> words[0].equals(key))
        .mapToLong(words -> Long.parseLong(words[1]))
        .findFirst()
        .orElse(0);
  }
}
