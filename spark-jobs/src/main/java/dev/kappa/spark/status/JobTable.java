package dev.kappa.spark.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How jobs fare, for people. */
final class JobTable {
  private static final List<String> HEADINGS =
      List.of("JOB", "STATE", "SINCE", "LAST BATCH", "LAG", "ROWS", "NEWEST IN TABLE");
  private static final String NOTHING = "-";

  private JobTable() {}

  static String of(List<JobStatus> jobs, Instant now) {
    var lines = new ArrayList<List<String>>();
    lines.add(HEADINGS);
    jobs.forEach(job -> lines.add(cells(job, now)));
    var widths = new ArrayList<>(Collections.nCopies(HEADINGS.size(), 0));
    for (List<String> line : lines) {
      for (int i = 0; i < line.size(); i++) {
        widths.set(i, Math.max(widths.get(i), line.get(i).length()));
      }
    }
    var text = new StringBuilder();
    for (List<String> line : lines) {
      var row = new StringBuilder();
      for (int i = 0; i < line.size(); i++) {
        row.append(line.get(i)).append(" ".repeat(widths.get(i) - line.get(i).length() + 2));
      }
      text.append(row.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private static List<String> cells(JobStatus job, Instant now) {
    return List.of(
        job.name(),
        job.state().text(),
        job.since().map(JobTable::seconds).orElse(NOTHING),
        job.lastBatch().map(time -> ago(Instant.parse(time), now)).orElse(NOTHING),
        job.lagOffsets().isPresent() ? "%,d".formatted(job.lagOffsets().getAsLong()) : NOTHING,
        job.table().map(JobTable::rows).orElse(NOTHING),
        job.table().flatMap(JobStatus.TableRows::newest).map(JobTable::seconds).orElse(NOTHING));
  }

  private static String rows(JobStatus.TableRows table) {
    return table.exists() ? "%,d%s".formatted(table.rows(), table.all() ? "" : "+") : "no table";
  }

  private static String seconds(String instant) {
    return Instant.parse(instant).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** In one unit: 7 s, 12 min, 3 h, 5 d. */
  static String ago(Instant then, Instant now) {
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds < 120) {
      return seconds + " s ago";
    }
    if (seconds < 2 * 3_600) {
      return seconds / 60 + " min ago";
    }
    return seconds < 2 * 86_400 ? seconds / 3_600 + " h ago" : seconds / 86_400 + " d ago";
  }
}
