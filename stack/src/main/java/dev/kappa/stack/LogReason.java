package dev.kappa.stack;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Why a server did not start or died, in its own words: the telling lines of its log since it was
 * last started.
 */
record LogReason(Path log, List<String> lines) {
  private static final int MOST_BYTES = 512 << 10;
  private static final int MOST_LINES = 6;
  private static final int LAST_LINES = 3;
  private static final int LONGEST_LINE = 400;

  private static final Pattern TELLING =
      Pattern.compile(
          "\\b(ERROR|FATAL)\\b"
              + "|^(Caused by: |Exception in thread |Error: |Error occurred|Unrecognized |Invalid )"
              + "|^[\\w.$]+(Exception|Error)(: |$)"
              + "|java\\.lang\\.OutOfMemoryError|^(sh|java|setpriv): ");

  /** Reads the end of a log. A log that cannot be read gives no lines. */
  static LogReason of(Path log) {
    try {
      return new LogReason(log, pick(sinceLastStart(tail(log))));
    } catch (IOException e) {
      return new LogReason(log, List.of("the log cannot be read: " + e));
    }
  }

  /** The lines, and where there is more to read. */
  String describe() {
    return lines.stream().map(line -> "    " + line + "\n").collect(Collectors.joining())
        + "    its log: "
        + log;
  }

  /** The lines that tell most: the first errors and the last ones, else the last lines. */
  static List<String> pick(List<String> lines) {
    var telling = new LinkedHashSet<String>();
    lines.stream()
        .map(String::strip)
        .filter(line -> TELLING.matcher(line).find())
        .forEach(telling::add);
    var picked = new ArrayList<>(telling);
    if (picked.isEmpty()) {
      lines.stream().map(String::strip).filter(line -> !line.isEmpty()).forEach(picked::add);
      picked.subList(0, Math.max(0, picked.size() - LAST_LINES)).clear();
      if (!picked.isEmpty()) {
        picked.add(0, "no error in its log; the last that it said:");
      }
    } else if (picked.size() > MOST_LINES) {
      picked.subList(2, picked.size() - (MOST_LINES - 2)).clear();
    }
    picked.replaceAll(
        line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + " …" : line);
    return List.copyOf(picked);
  }

  private static List<String> sinceLastStart(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).startsWith(ChildProcesses.START_MARK)) {
        return lines.subList(i + 1, lines.size());
      }
    }
    return lines;
  }

  private static List<String> tail(Path log) throws IOException {
    if (Files.notExists(log)) {
      return List.of();
    }
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      var bytes = new byte[(int) Math.min(MOST_BYTES, file.length())];
      file.seek(file.length() - bytes.length);
      file.readFully(bytes);
      return new String(bytes, StandardCharsets.UTF_8).lines().toList();
    }
  }
}
