package dev.kappa.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * {@code kappa enrich} that appends, exactly once, beside a loop that consumes and produces without
 * transactions: with the settings that Kafka's clients have of themselves, and with the enricher's.
 * Measured from a quarter of the records to the last, when offsets are committed.
 */
final class EnrichStage implements ScalableStage {
  @Override
  public String name() {
    return "enrich";
  }

  @Override
  public List<String> servers() {
    return List.of(Servers.KAFKA);
  }

  @Override
  public List<Result> measure(Setting setting) {
    var from = Setting.unique("employees");
    setting.topics().create(from);
    try {
      fill(setting, from);
      var measured = new ArrayList<Sample>();
      var plain = new ArrayList<Sample>();
      var tuned = new ArrayList<Sample>();
      for (int round = 1; round <= setting.rounds(); round++) {
        measured.add(ours(setting, from));
        plain.add(floor(setting, from, CopyLoop.PLAIN));
        tuned.add(floor(setting, from, CopyLoop.TUNED));
        setting.say(
            "enrich, round %d: %.2f µs CPU a record; plain loop %.2f, tuned loop %.2f",
            round,
            measured.get(round - 1).cpuMicros(),
            plain.get(round - 1).cpuMicros(),
            tuned.get(round - 1).cpuMicros());
      }
      return List.of(
          new Comparison(
              name(),
              "a plain consume-and-produce loop without transactions",
              List.of(Promise.cpuAtMost(1.3)),
              measured,
              plain),
          new Comparison(
              name(),
              "the same loop with the enricher's fetch and batch sizes",
              List.of(Promise.cpuTold()),
              measured,
              tuned));
    } finally {
      setting.topics().delete(from);
    }
  }

  @Override
  public Set<Scale> scales() {
    return EnumSet.of(Scale.EVENTS, Scale.PARTITIONS);
  }

  @Override
  public Sample alone(Setting setting) {
    var from = Setting.unique("employees");
    setting.topics().create(from);
    try {
      fill(setting, from);
      return ours(setting, from);
    } finally {
      setting.topics().delete(from);
    }
  }

  private static void fill(Setting setting, String topic) {
    setting.say("enrich: filling a topic with %,d records", setting.employees().records());
    setting
        .kappa()
        .run(
            "produce", "--file", setting.employees().file().toString(), "--topic", topic, "--json");
  }

  private static Sample ours(Setting setting, String from) {
    var group = Setting.unique("enrich");
    var to = Setting.unique("appended");
    var file =
        setting.write(
            group + ".properties",
            """
            sample.app_id=%s
            sample.bootstrap.servers=%s
            sample.stream.topic=%s
            sample.streamed.topic=%s
            state.dir=%s
            """
                .formatted(
                    group,
                    setting.bootstrapServers(),
                    from,
                    to,
                    setting.folder().resolve("state").toString().replace("\\", "\\\\")));
    setting.topics().create(to);
    try (var program =
        Program.java(
            setting,
            "enrich",
            setting.kappa().jar("enrich-streams"),
            "dev.kappa.enrich.EnrichMain",
            List.of(file, "--create-topics"))) {
      return watch(setting, program, group, from, to);
    } finally {
      setting.topics().delete(to);
    }
  }

  private static Sample floor(Setting setting, String from, String settings) {
    var group = Setting.unique("copy");
    var to = Setting.unique("copied");
    setting.topics().create(to);
    try (var program = CopyLoop.start(setting, from, to, group, settings)) {
      return watch(setting, program, group, from, to);
    } finally {
      setting.topics().delete(to);
    }
  }

  private static Sample watch(
      Setting setting, Program program, String group, String from, String to) {
    long all = setting.topics().size(from);
    long done = GroupProgress.await(setting, program, group, from, all / 4);
    var start = Stopwatch.read(program, setting.servers());
    GroupProgress.await(setting, program, group, from, all);
    long records = all - done;
    long bytes = setting.employees().bytes() * records / all;
    var sample = start.untilNow(program, setting.servers(), records, bytes);
    GroupProgress.requireCopied(setting, to, setting.employees().records());
    return sample;
  }
}
