package dev.kappa.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** What is measured in four sizes, all else alike: to see what grows faster than it. */
enum Scale {
  /** Records a round: up to those of the setting. */
  EVENTS,
  /** Pages that actions are on. */
  KEYS,
  /** Of each topic. */
  PARTITIONS,
  /** In one application: up to those of the setting. */
  JOBS;

  private static final long SIZES = 4;

  /** In rising order; fewer than four where there are too few jobs. */
  private List<Long> sizes(Setting setting) {
    return switch (this) {
      case EVENTS -> halves(setting.employees().records());
      case KEYS -> List.of(250L, 1_000L, 4_000L, 16_000L);
      case PARTITIONS -> List.of(2L, 4L, 8L, 16L);
      case JOBS -> halves(setting.jobs().size());
    };
  }

  private static List<Long> halves(long largest) {
    return LongStream.range(0, SIZES)
        .map(n -> largest >> (SIZES - 1 - n))
        .filter(size -> size > 0)
        .boxed()
        .toList();
  }

  private Setting at(Setting setting, long size) {
    return switch (this) {
      case EVENTS -> setting.with(setting.employees().first(size));
      case KEYS -> setting.with(setting.actions().onPages((int) size));
      case PARTITIONS -> setting.with(setting.topics().ofPartitions((int) size));
      case JOBS -> setting.withJobs(setting.jobs().subList(0, (int) size));
    };
  }

  /** Measures a stage in the four sizes, which take turns round by round. */
  Scaled measure(ScalableStage stage, Setting setting) {
    var samples = new LinkedHashMap<Long, List<Sample>>();
    for (int round = 1; round <= setting.rounds(); round++) {
      for (long size : sizes(setting)) {
        var sample = stage.alone(at(setting, size));
        samples.computeIfAbsent(size, absent -> new ArrayList<>()).add(sample);
        setting.say(
            "%s, round %d, %,d %s: %.1f s, %.2f µs CPU a record",
            stage.name(), round, size, this, sample.wall().toMillis() / 1e3, sample.cpuMicros());
      }
    }
    return new Scaled(stage.name(), this, samples);
  }

  /** What there are so many of, as it is written in the command. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
