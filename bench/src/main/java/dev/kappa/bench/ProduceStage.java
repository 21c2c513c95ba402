package dev.kappa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * {@code kappa produce --file}, beside Kafka's own producer benchmark with the same settings. That
 * one sends lines which it holds in memory, checks nothing, and keeps account of nothing.
 */
final class ProduceStage implements ScalableStage {
  /** As many as the other program can hold. */
  private static final long LINES_IN_MEMORY = 100_000;

  private static final Pattern RATE =
      Pattern.compile("(?m)^(\\d+) records sent, ([0-9.]+) records/sec");

  @Override
  public String name() {
    return "produce";
  }

  @Override
  public List<String> servers() {
    return List.of(Servers.KAFKA);
  }

  @Override
  public List<Result> measure(Setting setting) {
    var measured = new ArrayList<Sample>();
    var floors = new ArrayList<Sample>();
    var fewer = setting.employees().first(LINES_IN_MEMORY).file();
    for (int round = 0; round <= setting.rounds(); round++) {
      var stage = ours(setting);
      var floor = floor(setting, fewer);
      setting.say(
          "produce, %s: %,.0f records/s; floor %,.0f",
          round == 0 ? "warm-up" : "round " + round,
          stage.recordsPerSecond(),
          floor.recordsPerSecond());
      if (round > 0) {
        measured.add(stage);
        floors.add(floor);
      }
    }
    return List.of(
        new Comparison(
            name(),
            "kafka-producer-perf-test",
            List.of(Promise.rateAtLeast(0.9)),
            measured,
            floors));
  }

  @Override
  public Set<Scale> scales() {
    return EnumSet.of(Scale.EVENTS, Scale.PARTITIONS);
  }

  @Override
  public Sample alone(Setting setting) {
    return ours(setting);
  }

  private static Sample ours(Setting setting) {
    return measure(
        setting,
        "produce",
        setting.kappa().jar("ingest"),
        "dev.kappa.ingest.ProduceMain",
        topic ->
            List.of("--file", setting.employees().file().toString(), "--topic", topic, "--json"),
        ProduceStage::secondsOfProduce);
  }

  private static Sample floor(Setting setting, Path lines) {
    return measure(
        setting,
        "producer-perf-test",
        setting.kappa().jar("bench"),
        "org.apache.kafka.tools.ProducerPerformance",
        topic ->
            List.of(
                "--topic",
                topic,
                "--num-records",
                Long.toString(setting.employees().records()),
                "--payload-file",
                lines.toString(),
                "--throughput",
                "-1",
                "--producer-props",
                "bootstrap.servers=" + setting.bootstrapServers(),
                "acks=all",
                "enable.idempotence=true",
                "compression.type=lz4",
                "linger.ms=20",
                "batch.size=" + (256 << 10),
                "buffer.memory=" + (64 << 20)),
        log -> {
          var rate = RATE.matcher(log);
          double last = 0;
          while (rate.find()) {
            last = Long.parseLong(rate.group(1)) / Double.parseDouble(rate.group(2));
          }
          return last;
        });
  }

  private static double secondsOfProduce(String log) {
    var lines = log.lines().filter(line -> line.startsWith("{")).toList();
    var last = lines.get(lines.size() - 1).getBytes(StandardCharsets.UTF_8);
    JsonNode report = Json.decode(last, JsonNode.class);
    return report.path("seconds").asDouble();
  }

  /** Runs a program to its end; the time is the one that it tells itself, without its start. */
  private static Sample measure(
      Setting setting,
      String name,
      String jar,
      String main,
      Function<String, List<String>> arguments,
      Function<String, Double> seconds) {
    var topic = Setting.unique(name);
    setting.topics().create(topic);
    try (var program = Program.java(setting, name, jar, main, arguments.apply(topic))) {
      var before = setting.servers().cpu();
      var cpu = Duration.ZERO;
      long memory = 0;
      while (program.isAlive()) {
        cpu = max(cpu, program.cpuIfAlive());
        memory = Math.max(memory, program.peakMemoryBytes());
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
      }
      program.requireSuccess();
      var servers = setting.servers().since(before);
      long sent = setting.topics().size(topic);
      if (sent != setting.employees().records()) {
        throw new BenchFailedException(
            "%s: %,d records in the topic, %,d were to be sent"
                .formatted(name, sent, setting.employees().records()));
      }
      var wall = Duration.ofNanos((long) (seconds.apply(program.log()) * 1e9));
      return new Sample(
          setting.employees().records(),
          setting.employees().bytes(),
          wall,
          new Use(cpu, memory),
          servers);
    } finally {
      setting.topics().delete(topic);
    }
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }
}
