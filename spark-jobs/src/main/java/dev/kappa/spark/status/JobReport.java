package dev.kappa.spark.status;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.Job;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How jobs fare, to be shown.
 *
 * @param unanswered who could not be asked what, a sentence each
 */
public record JobReport(List<JobStatus> jobs, List<String> unanswered, Instant at) {
  /**
   * Asks the checkpoints, Kafka and Cassandra.
   *
   * @param origin the class or file of a job
   * @param patience how long each of them is waited for
   * @param rowLimit how many rows of a table are read at most
   */
  public static JobReport of(
      List<Job> jobs,
      Function<Job, String> origin,
      Predicate<Job> builtIn,
      KappaConfig config,
      Duration patience,
      int rowLimit) {
    var result = new JobSurvey(config, patience, rowLimit).of(jobs, origin, builtIn);
    return new JobReport(result.jobs(), result.unanswered(), Instant.now());
  }

  /** A table. */
  public String text() {
    return JobTable.of(jobs, at);
  }

  /** One JSON object in one line. */
  public String json() {
    var object = new LinkedHashMap<String, Object>();
    object.put("jobs", jobs.stream().map(JobReport::object).toList());
    object.put("unanswered", unanswered);
    return new String(Json.encode(object), StandardCharsets.UTF_8) + System.lineSeparator();
  }

  private static Map<String, Object> object(JobStatus job) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", job.name());
    object.put("built_in", job.builtIn());
    object.put("origin", job.origin());
    object.put("topics", job.topics());
    object.put("state", job.state().text());
    object.put("driver", job.driver().orElse(null));
    object.put("since", job.since().orElse(null));
    object.put("last_batch", job.lastBatch().orElse(null));
    object.put("newest_event", job.newestEvent().orElse(null));
    object.put("lag_offsets", job.lagOffsets().isPresent() ? job.lagOffsets().getAsLong() : null);
    object.put("table", job.tableName());
    object.put("table_exists", job.table().map(JobStatus.TableRows::exists).orElse(null));
    object.put("rows", job.table().map(JobStatus.TableRows::rows).orElse(null));
    object.put("rows_are_all", job.table().map(JobStatus.TableRows::all).orElse(null));
    object.put("newest_in_table", job.table().flatMap(JobStatus.TableRows::newest).orElse(null));
    return object;
  }
}
