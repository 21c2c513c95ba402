package dev.kappa.spark;

import dev.kappa.contracts.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happens to jobs, a line an event: {@code JOB: sentence}, or, where {@code KAPPA_LOG_FORMAT}
 * is {@code json}, an object with {@code timestamp}, {@code level}, {@code stage} (the job) and
 * {@code message}.
 */
final class JobLog {
  private final PrintStream out;
  private final boolean json;

  JobLog(PrintStream out, Map<String, String> environment) {
    this.out = out;
    this.json = "json".equals(environment.get("KAPPA_LOG_FORMAT"));
  }

  void info(String job, String sentence) {
    say("INFO", job, sentence);
  }

  /** Something failed; the job may go on. */
  void warn(String job, String sentence) {
    say("WARN", job, sentence);
  }

  private void say(String level, String job, String sentence) {
    if (!json) {
      out.println(job + ": " + sentence);
      return;
    }
    var object = new LinkedHashMap<String, String>();
    object.put("timestamp", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    object.put("level", level);
    object.put("stage", job);
    object.put("message", sentence);
    out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
  }
}
