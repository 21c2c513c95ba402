package dev.kappa.spark;

import dev.kappa.contracts.config.ConfigurationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Why a job's query has ended, and whether it is worth another try. What an executor has met
 * reaches the driver as text, so text is what is looked at.
 *
 * @param kind what it means
 * @param reason in one line
 */
record Failure(Kind kind, String reason) {
  /** What a failure means for the job. */
  enum Kind {
    /** Something outside is away or slow; it will come back. */
    DEPENDENCY,
    /** Another driver has gone on with the checkpoint; this one must not. */
    SUPERSEDED,
    /** The job must not go on where it was. */
    REFUSED,
    /** Anything else: it may pass, but a defect comes again and again. */
    UNKNOWN
  }

  /**
   * Said by {@code DriverEpoch} and {@code WriteTimes}. Spark itself fails whoever comes second to
   * an entry of a log, and that may well be the driver that is to go on: its next try tells.
   */
  private static final Pattern SUPERSEDED = Pattern.compile("by another driver");

  /** What is waited for, by what its absence looks like. */
  private static final Map<String, Pattern> DEPENDENCIES =
      Map.of(
          "Cassandra",
          Pattern.compile(
              "com\\.datastax\\.oss\\.driver\\.api\\.core\\.(AllNodesFailed|NoNodeAvailable|DriverTimeout"
                  + "|NodeUnavailable|RequestThrottling|connection\\.\\w+|servererrors\\.(Unavailable|Overloaded"
                  + "|Bootstrapping|WriteTimeout|WriteFailure|ReadTimeout|ReadFailure|Server)"
                  + ")(Exception|Error)|Failed to open native connection to Cassandra"
                  + "|Failed to write statements to|Could not reach any contact point"),
          "Kafka",
          Pattern.compile(
              "org\\.apache\\.kafka\\.common\\.errors\\.(Timeout|Disconnect|Network|NotLeaderOrFollower"
                  + "|LeaderNotAvailable|BrokerNotAvailable|CoordinatorNotAvailable|CoordinatorLoadInProgress"
                  + "|NotCoordinator|NotEnoughReplicas\\w*|KafkaStorage|RetriableCommitFailed|FencedLeaderEpoch"
                  + "|UnknownLeaderEpoch)Exception|No resolvable bootstrap urls"
                  + "|Cannot fetch (record|offset)|Timeout of \\d+ms expired"),
          "executors",
          Pattern.compile(
              "ExecutorLostFailure|FetchFailed|MetadataFetchFailed|Executor heartbeat timed out"
                  + "|SparkOutOfMemoryError|Block \\S+ is not available|Could not execute broadcast"));

  static Failure of(Throwable failure) {
    if (failure instanceof ConfigurationException) {
      return new Failure(Kind.REFUSED, failure.getMessage());
    }
    var text = text(failure);
    if (SUPERSEDED.matcher(text).find()) {
      return new Failure(
          Kind.SUPERSEDED, "another driver has gone on with its checkpoint; run only one");
    }
    return dependency(text)
        .map(name -> new Failure(Kind.DEPENDENCY, name))
        .orElseGet(() -> new Failure(Kind.UNKNOWN, reason(failure)));
  }

  /** What happened, for a line of progress. */
  String sentence() {
    return kind == Kind.DEPENDENCY ? "waits for " + reason : reason;
  }

  private static Optional<String> dependency(String text) {
    return DEPENDENCIES.entrySet().stream()
        .filter(one -> one.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  private static String text(Throwable failure) {
    var texts = new ArrayList<String>();
    for (Throwable one : chain(failure)) {
      texts.add(one.toString());
    }
    return String.join("\n", texts);
  }

  /** The first line of the innermost message: what a stage was aborted for is said there. */
  private static String reason(Throwable failure) {
    var chain = chain(failure);
    var innermost = chain.get(chain.size() - 1);
    // Numbers of stages, tasks and threads differ from try to try.
    return innermost
        .toString()
        .lines()
        .findFirst()
        .orElse("")
        .replaceAll("\\((TID|executor)[^)]*\\)", "")
        .replaceAll("\\b(stage|TID|task) [\\d.]+", "$1");
  }

  private static List<Throwable> chain(Throwable failure) {
    var chain = new ArrayList<Throwable>();
    for (Throwable one = failure; one != null && !chain.contains(one); one = one.getCause()) {
      chain.add(one);
    }
    return chain;
  }
}
