package dev.kappa.spark;

import dev.kappa.contracts.Topics;
import dev.kappa.spark.duplicates.Duplicates;
import dev.kappa.spark.io.Checkpoint;
import dev.kappa.spark.io.GroupOffsets;
import dev.kappa.spark.io.TopicState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/**
 * Whether a job can go on where it was. Where it cannot, it is not started from somewhere else in
 * silence: numbers that are too small look like any others.
 */
final class StartCheck {
  private final Topics topics;
  private final TopicState kafka;
  private final GroupOffsets groups;

  StartCheck(Topics topics, TopicState kafka, GroupOffsets groups) {
    this.topics = topics;
    this.kafka = kafka;
    this.groups = groups;
  }

  /** What a new checkpoint of this job would say of itself. */
  Checkpoint.About about(Job job, JobPlan plan)
      throws ExecutionException, TimeoutException, InterruptedException {
    return new Checkpoint.About(
        job.name(),
        job.version(),
        job.identity().map(Duplicates::keptAs).orElse(""),
        job.parser().schema().toDDL(),
        plan.rows().toDDL(),
        new TreeMap<>(kafka.ids(job.topics(topics))));
  }

  /**
   * Compares a job with its checkpoint, and that with Kafka.
   *
   * @param hasRows whether the job's table holds any
   * @return why the job must not start, a sentence each; empty where it may
   */
  List<String> problems(Job job, Checkpoint.About now, Checkpoint checkpoint, boolean hasRows)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    var problems = new ArrayList<String>();
    for (String topic : job.topics(topics)) {
      if (!now.topics().containsKey(topic)) {
        problems.add(
            "%s: the topic %s does not exist; ./kappa topics create creates it"
                .formatted(job.name(), topic));
      }
    }
    var about = checkpoint.about();
    if (about.isEmpty()) {
      problems.addAll(withoutCheckpoint(job, checkpoint, hasRows));
    } else if (problems.isEmpty()) {
      problems.addAll(differences(now, about.get()));
      if (problems.isEmpty()) {
        problems.addAll(gaps(checkpoint));
      }
      problems.replaceAll(
          difference ->
              "%s cannot go on with its checkpoint %s: %s. To begin anew from the start of its topics: --from-start %s"
                  .formatted(job.name(), checkpoint.location(), difference, job.name()));
    }
    return problems;
  }

  private List<String> withoutCheckpoint(Job job, Checkpoint checkpoint, boolean hasRows)
      throws ExecutionException, TimeoutException, InterruptedException {
    var traces = new ArrayList<String>();
    if (groups.isKnown(job.name(), job.topics(topics))) {
      traces.add("its group %s has committed offsets".formatted(GroupOffsets.groupOf(job.name())));
    }
    if (hasRows) {
      traces.add("its table %s has rows".formatted(job.table()));
    }
    return traces.isEmpty()
        ? List.of()
        : List.of(
            "%s has run before (%s), but there is no checkpoint in %s. Bring it back, or point jobs.checkpoint.dir to it; to begin anew from the start of its topics: --from-start %s"
                .formatted(
                    job.name(), String.join(", ", traces), checkpoint.location(), job.name()));
  }

  /** What sets a checkpoint's job apart from this one. */
  static List<String> differences(Checkpoint.About now, Checkpoint.About then) {
    var differences = new ArrayList<String>();
    if (!now.job().equals(then.job())) {
      differences.add("it is the checkpoint of the job " + then.job());
    }
    if (now.version() != then.version()) {
      differences.add(
          "it was made by version %d of the job, and this is version %d"
              .formatted(then.version(), now.version()));
    }
    compare("duplicates were told by", then.identity(), now.identity(), differences);
    compare("events had the columns", then.events(), now.events(), differences);
    compare("rows had the columns", then.rows(), now.rows(), differences);
    compareTopics(now.topics(), then.topics() == null ? Map.of() : then.topics(), differences);
    return differences;
  }

  private static void compare(String what, String then, String now, List<String> differences) {
    if (!now.equals(then)) {
      differences.add("%s [%s], now [%s]".formatted(what, then, now));
    }
  }

  private static void compareTopics(
      Map<String, String> now, Map<String, String> then, List<String> differences) {
    if (!now.keySet().equals(then.keySet())) {
      differences.add(
          "it has read %s, and the job reads %s"
              .formatted(new TreeSet<>(then.keySet()), new TreeSet<>(now.keySet())));
      return;
    }
    now.forEach(
        (topic, id) -> {
          if (!id.equals(then.get(topic))) {
            differences.add(
                "the topic %s was deleted and created again since (its id was %s, now %s), so that offsets mean other records"
                    .formatted(topic, then.get(topic), id));
          }
        });
  }

  private List<String> gaps(Checkpoint checkpoint)
      throws IOException, ExecutionException, TimeoutException, InterruptedException {
    var position = checkpoint.position();
    var earliest = kafka.earliest(position.keySet());
    var latest = kafka.latest(position.keySet());
    var gaps = new ArrayList<String>();
    position.forEach(
        (partition, next) -> {
          if (next < earliest.get(partition)) {
            gaps.add(
                "the records %,d to %,d of %s were removed by the topic's retention before the job had read them"
                    .formatted(next, earliest.get(partition) - 1, partition));
          } else if (next > latest.get(partition)) {
            gaps.add(
                "it stands at offset %,d of %s, which ends at %,d: the topic has lost records"
                    .formatted(next, partition, latest.get(partition)));
          }
        });
    return gaps;
  }
}
