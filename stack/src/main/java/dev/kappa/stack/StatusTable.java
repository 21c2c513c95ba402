package dev.kappa.stack;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The stack's status for people. */
final class StatusTable {
  private static final String ROW = "%-14s %-9s %8s  %-19s %6s %9s%n";
  private static final DateTimeFormatter SINCE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  private StatusTable() {}

  static String of(StackStatus status) {
    var text = new StringBuilder();
    text.append(ROW.formatted("SERVER", "STATE", "PID", "SINCE", "PORT", "MEMORY"));
    for (var server : status.servers()) {
      boolean lives = server.pid().isPresent();
      text.append(
          ROW.formatted(
              server.name(),
              server.state().name().toLowerCase(Locale.ROOT),
              lives ? server.pid().getAsLong() : "-",
              server.since().map(StatusTable::local).orElse("-"),
              server.port(),
              server.memoryBytes().isPresent()
                  ? Bytes.text(server.memoryBytes().getAsLong())
                  : "-"));
      server
          .reason()
          .forEach(line -> text.append("    ").append(line).append(System.lineSeparator()));
    }
    text.append(ROW.formatted("total", "", "", "", "", Bytes.text(status.memoryBytes())));
    return text.toString();
  }

  private static String local(Instant instant) {
    return SINCE.format(instant.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }
}
