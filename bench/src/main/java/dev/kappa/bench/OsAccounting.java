package dev.kappa.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** CPU time and memory of a process and its children, as the operating system counts them. */
final class OsAccounting {
  private OsAccounting() {}

  /**
   * CPU time so far: its own, that of its children that live, and on Linux also that of those that
   * have ended.
   *
   * @throws BenchFailedException where the process has ended
   */
  static Duration cpu(ProcessHandle process) {
    var own =
        time(process)
            .orElseThrow(
                () ->
                    new BenchFailedException("the system does not tell the CPU time of a process"));
    return process
        .descendants()
        .flatMap(child -> time(child).stream())
        .reduce(own, Duration::plus)
        .plus(endedChildren(process.pid()));
  }

  private static Optional<Duration> time(ProcessHandle process) {
    return process.info().totalCpuDuration();
  }

  /** The fields cutime and cstime of {@code /proc/PID/stat}; Linux counts them in hundredths. */
  private static Duration endedChildren(long pid) {
    try {
      var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Duration.ofMillis(10 * (Long.parseLong(fields[13]) + Long.parseLong(fields[14])));
    } catch (IOException e) {
      return Duration.ZERO; // another system, or the process has just ended
    }
  }

  /** The most memory that it held, its living children included; 0 where nobody tells. */
  static long peakMemoryBytes(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants())
        .mapToLong(one -> peak(one.pid()))
        .sum();
  }

  private static long peak(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0; // no such file: another system, or the process has just ended
    }
  }
}
