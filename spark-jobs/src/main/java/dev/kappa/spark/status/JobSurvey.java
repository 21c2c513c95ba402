package dev.kappa.spark.status;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.Job;
import dev.kappa.spark.io.Heartbeat;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;

/**
 * Asks the checkpoints, Kafka and Cassandra how jobs fare. Each that does not answer is a sentence,
 * and the others are shown all the same.
 */
final class JobSurvey {
  private final KappaConfig config;
  private final Duration patience;
  private final int rowLimit;

  /**
   * What was found.
   *
   * @param unanswered who could not be asked what, a sentence each
   */
  record Result(List<JobStatus> jobs, List<String> unanswered) {}

  /** What one of them said of each job, by name, or why it said nothing. */
  private record Answer<T>(Map<String, T> byJob, Optional<String> problem) {
    Optional<T> of(Job job) {
      return Optional.ofNullable(byJob.get(job.name()));
    }
  }

  JobSurvey(KappaConfig config, Duration patience, int rowLimit) {
    this.config = config;
    this.patience = patience;
    this.rowLimit = rowLimit;
  }

  Result of(List<Job> jobs, Function<Job, String> origin, Predicate<Job> builtIn) {
    var asked = CompletableFuture.supplyAsync(() -> lags(jobs));
    var read = CompletableFuture.supplyAsync(() -> tables(jobs));
    var signs = signs(jobs);
    var lags = asked.join();
    var tables = read.join();
    var now = Instant.now();
    var statuses = new ArrayList<JobStatus>();
    for (Job job : jobs) {
      var sign = signs.of(job);
      statuses.add(
          new JobStatus(
              job.name(),
              builtIn.test(job),
              origin.apply(job),
              job.topics(config.topics()),
              signs.problem().isPresent() ? JobStatus.State.UNKNOWN : DriverSigns.state(sign, now),
              sign.map(Heartbeat::driver),
              sign.map(found -> since(found, DriverSigns.state(sign, now))),
              sign.map(Heartbeat::lastBatch),
              sign.map(Heartbeat::newestEvent),
              lags.of(job).orElse(OptionalLong.empty()),
              job.table(),
              tables.of(job)));
    }
    var unanswered = new ArrayList<String>();
    signs.problem().ifPresent(unanswered::add);
    lags.problem().ifPresent(unanswered::add);
    tables.problem().ifPresent(unanswered::add);
    return new Result(statuses, unanswered);
  }

  private static String since(Heartbeat sign, JobStatus.State state) {
    return state == JobStatus.State.RUNNING ? sign.since() : sign.at();
  }

  private Answer<Heartbeat> signs(List<Job> jobs) {
    var found = new LinkedHashMap<String, Heartbeat>();
    var checkpoints = config.jobs().checkpointDir();
    try {
      var signs = new DriverSigns(checkpoints, new Configuration());
      for (Job job : jobs) {
        signs.of(job.name()).ifPresent(sign -> found.put(job.name(), sign));
      }
      return new Answer<>(found, Optional.empty());
    } catch (IOException | RuntimeException e) {
      return new Answer<>(
          Map.of(),
          Optional.of(
              "the checkpoints in %s cannot be read, so what runs is unknown (%s)"
                  .formatted(checkpoints, e)));
    }
  }

  private Answer<OptionalLong> lags(List<Job> jobs) {
    var found = new LinkedHashMap<String, OptionalLong>();
    try (var lag = new GroupLag(config.kafka().clientProperties(), patience)) {
      var existing = lag.topics();
      for (Job job : jobs) {
        var topics = job.topics(config.topics()).stream().filter(existing::contains).toList();
        found.put(job.name(), lag.of(job.name(), topics));
      }
      return new Answer<>(found, Optional.empty());
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      return new Answer<>(
          Map.of(),
          Optional.of(
              "Kafka at %s does not answer, so lag is unknown (%s)"
                  .formatted(config.kafka().bootstrapServers(), reason(e))));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  private Answer<JobStatus.TableRows> tables(List<Job> jobs) {
    var found = new LinkedHashMap<String, JobStatus.TableRows>();
    try (var reading = new TableReading(config.cassandra(), patience, rowLimit)) {
      for (Job job : jobs) {
        found.put(job.name(), reading.of(job.table()));
      }
      return new Answer<>(found, Optional.empty());
    } catch (RuntimeException e) {
      return new Answer<>(
          found,
          Optional.of(
              "Cassandra at %s does not answer, so rows are unknown (%s)"
                  .formatted(
                      config.cassandra().contactPoints().stream()
                          .map(node -> node.getHostString() + ":" + node.getPort())
                          .collect(Collectors.joining(", ")),
                      reason(e))));
    }
  }

  private String reason(Exception e) {
    var cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
    if (cause instanceof TimeoutException || cause instanceof DriverTimeoutException) {
      return "no answer in %d s".formatted(patience.toSeconds());
    }
    if (cause instanceof AllNodesFailedException) {
      return "no node accepts a connection";
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getMessage().lines().findFirst().orElse("");
  }
}
