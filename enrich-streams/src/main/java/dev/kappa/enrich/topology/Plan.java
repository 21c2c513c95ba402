package dev.kappa.enrich.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All flows together. A flow takes the records of a topic where that topic is written by another
 * flow, else from Kafka. All that a record leads to is known before any of it is written: a record
 * that one flow rejects is a dead letter and nothing else.
 */
public record Plan(List<Flow> flows) {

  /**
   * @throws IllegalArgumentException where the flows have {@link #problems}
   */
  public Plan {
    flows = List.copyOf(flows);
    var problems = problems(flows);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  /** Why flows cannot run together, one sentence each. */
  public static List<String> problems(List<Flow> flows) {
    var problems = new TreeSet<String>();
    var read = new HashSet<String>();
    flows.forEach(flow -> read.add(flow.from()));
    for (var flow : flows) {
      flow.targets().stream()
          .filter(target -> leadsTo(target, flow.from(), flows, new HashSet<>()))
          .forEach(
              target ->
                  problems.add(
                      "the topic %s is written from %s, which is written from it: records would go"
                              .formatted(target, flow.from())
                          + " round for ever"));
      flow.tables().stream()
          .filter(read::contains)
          .forEach(table -> problems.add("the topic " + table + " is a stream and a table"));
    }
    return List.copyOf(problems);
  }

  /** The topics that are read from Kafka as streams. */
  public Set<String> sources() {
    var sources = new TreeSet<String>();
    flows.forEach(flow -> sources.add(flow.from()));
    sources.removeAll(targets());
    return sources;
  }

  /** The topics that are written. */
  public Set<String> targets() {
    var targets = new TreeSet<String>();
    flows.forEach(flow -> targets.addAll(flow.targets()));
    return targets;
  }

  /** The compacted topics that are looked up. */
  public Set<String> tables() {
    var tables = new TreeSet<String>();
    flows.forEach(flow -> tables.addAll(flow.tables()));
    return tables;
  }

  /** The topics of which only the last record of each key counts. */
  public Set<String> compacted() {
    var compacted = new TreeSet<>(tables());
    flows.stream()
        .filter(CountFlow.class::isInstance)
        .forEach(flow -> compacted.addAll(flow.targets()));
    return compacted;
  }

  /** The tables that records of {@code topic} are counted in. */
  Set<String> counts(String topic) {
    var counts = new TreeSet<String>();
    for (var flow : flows) {
      if (flow.from().equals(topic)) {
        if (flow instanceof CountFlow count) {
          counts.add(count.to());
        } else {
          flow.targets().forEach(target -> counts.addAll(counts(target)));
        }
      }
    }
    return counts;
  }

  /** Checks that a row of {@code table} can be read by every flow that looks it up. */
  void checkRow(String table, byte[] row) {
    flows.stream()
        .filter(flow -> flow.tables().contains(table))
        .forEach(flow -> flow.checkRow(row));
  }

  /** Everything that a record of {@code topic} leads to, in the order of the flows. */
  List<Output> apply(String topic, SourceRecord record, Tables tables) {
    var outputs = new ArrayList<Output>();
    for (var flow : flows) {
      if (flow.from().equals(topic)) {
        for (var output : flow.apply(record, tables)) {
          outputs.add(output);
          if (output instanceof Output.Written written) {
            outputs.addAll(apply(written.topic(), written.record(), tables));
          }
        }
      }
    }
    return outputs;
  }

  private static boolean leadsTo(String topic, String goal, List<Flow> flows, Set<String> seen) {
    return topic.equals(goal)
        || (seen.add(topic)
            && flows.stream()
                .filter(flow -> flow.from().equals(topic))
                .flatMap(flow -> flow.targets().stream())
                .anyMatch(target -> leadsTo(target, goal, flows, seen)));
  }
}
