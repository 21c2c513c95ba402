package dev.kappa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kappa bench}: what stages cost, beside the barest programs that do the same. */
@Command(
    name = "kappa bench",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    usageHelpWidth = 100,
    description = {
      "Measures stages of the pipeline on the configured servers: each beside a floor, in turns, as"
          + " processes of their own. What a stage wrote is checked before its figures are"
          + " printed.",
      "Starts those servers of the local stack that are needed and that nobody started, and stops"
          + " them again. Topics and tables are the benchmark's own, and deleted at its end.",
      "The exit code is 0 when every promised ratio holds, 1 when not, 2 for a wrong call."
    },
    footer = {
      "",
      "Stages: produce, enrich, aggregate, index, freshness, end-to-end, replay, recovery, sql.",
      "",
      "Examples:",
      "  ./kappa bench",
      "  ./kappa bench enrich --events 3000000 --rounds 5",
      "  ./kappa bench produce --json produce.json",
      "  ./kappa bench --plot docs/benchmarks.svg --from produce.json,jobs.json",
      "  ./kappa bench freshness --rate 5000 --seconds 120",
      "  ./kappa bench replay --events 2000000",
      "  ./kappa bench sql --events 200000 --rounds 5",
      "  ./kappa bench recovery --rate 2000 --rounds 5",
      "  ./kappa bench aggregate --jobs actions-by-page --events 2000000",
      "  ./kappa bench index --rounds 5",
      "  ./kappa bench aggregate --scale keys --jobs actions-by-page",
      "  ./kappa bench enrich --scale partitions"
    })
public final class BenchMain implements Callable<Integer> {
  private static final List<Stage> STAGES =
      List.of(
          new ProduceStage(),
          new EnrichStage(),
          new AggregateStage(),
          new IndexStage(),
          FreshnessStage.ofJob(),
          FreshnessStage.endToEnd(),
          new ReplayStage(),
          new RecoveryStage(),
          new SqlStage());

  /** Of event time. */
  private static final int EVENTS_PER_SECOND = 5_000;

  @Parameters(paramLabel = "STAGE", description = "What to measure; everything by default.")
  private List<String> names = List.of();

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "1000000",
      description = "Records a round; ${DEFAULT-VALUE} by default.")
  private long events;

  @Option(
      names = "--rounds",
      paramLabel = "R",
      defaultValue = "3",
      description = "Rounds; ${DEFAULT-VALUE} by default.")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "2018",
      description = "Seed of the records; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--jobs",
      split = ",",
      paramLabel = "JOB",
      description = "The jobs of aggregate; every one, and all together, by default.")
  private List<String> jobs = JobWork.JOBS;

  @Option(
      names = "--pages",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Pages that actions are on; ${DEFAULT-VALUE} by default.")
  private int pages;

  @Option(
      names = "--skew",
      paramLabel = "X",
      defaultValue = "1.0",
      description = "Zipf exponent over the pages, 0 for all alike; ${DEFAULT-VALUE} by default.")
  private double skew;

  @Option(
      names = "--record-bytes",
      paramLabel = "N",
      defaultValue = "275",
      description = "Size of an action; ${DEFAULT-VALUE} by default.")
  private int recordBytes;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions of each topic; topic.partitions by default.")
  private Integer partitions;

  @Option(
      names = "--scale",
      paramLabel = "WHAT",
      description = {
        "Measure without floors in four sizes: events (up to --events) or partitions (2 to 16) of"
            + " produce, enrich and aggregate; keys (250 to 16,000 pages) or jobs (up to those of"
            + " --jobs, in one application) of aggregate."
      })
  private Scale scale;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "5000",
      description =
          "Events a second of freshness, end-to-end and recovery; ${DEFAULT-VALUE} by default.")
  private int rate;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long freshness and end-to-end are measured; ${DEFAULT-VALUE} by default.")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description =
          "Seconds before that, and before recovery kills; half as many by default. Compiling a"
              + " job's code takes minutes.")
  private Integer warmUp;

  @Option(
      names = "--warm-up-events",
      paramLabel = "N",
      description =
          "Actions that aggregate reads before those that count; half as many by default.")
  private Long warmUpEvents;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      description = "Draw the figures that earlier runs wrote (--from), and measure nothing.")
  private Path plot;

  @Option(
      names = "--from",
      split = ",",
      paramLabel = "FILE",
      description = "What --plot draws: files that --json wrote.")
  private List<Path> from = List.of();

  @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to a file too.")
  private Path json;

  @Spec private CommandSpec spec;

  private BenchMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new BenchMain(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (plot != null) {
      draw();
      return 0;
    }
    var stages = stages();
    var config = KappaConfig.load();
    double loadBefore = load();
    if (loadBefore > Runtime.getRuntime().availableProcessors()) {
      System.err.printf(
          "bench: this machine is busy (load %.1f): do not trust the rates%n", loadBefore);
    }
    var folder = Files.createTempDirectory("kappa-bench");
    var results = new ArrayList<Result>();
    var deadLetters = Setting.unique("dead-letters");
    var kappa =
        new Kappa(
            config.root(),
            Map.of(
                "KAPPA_SKIP_BUILD",
                "1",
                "KAPPA_TOPIC_DEAD_LETTERS",
                deadLetters,
                SqlStage.TOPIC,
                Setting.unique("queried")));
    var needed = stages.stream().flatMap(stage -> stage.servers().stream()).distinct().toList();
    try (var running = RunningServers.ensure(kappa, config, needed);
        var topics =
            new Topics(
                config.kafka().clientProperties(),
                partitions == null ? config.topicDefaults().partitions() : partitions)) {
      topics.create(deadLetters);
      var setting =
          new Setting(
              config,
              kappa,
              running.servers(),
              topics,
              new EmployeeFile(folder, events, seed, System.err),
              new Actions(seed, pages, skew, recordBytes, EVENTS_PER_SECOND),
              new Load(rate, seconds, warmUp == null ? Math.max(5, seconds / 2) : warmUp),
              jobs,
              warmUpEvents == null ? OptionalLong.empty() : OptionalLong.of(warmUpEvents),
              rounds,
              folder,
              System.err);
      for (var stage : stages) {
        for (var result : measure(stage, setting)) {
          results.add(result);
          System.out.println(result.text());
        }
      }
      topics.delete(deadLetters);
    } finally {
      delete(folder);
    }
    System.out.println(machine(loadBefore));
    if (json != null) {
      Files.write(json, Json.encode(json(results, loadBefore)));
    }
    return results.stream().allMatch(Result::holds) ? 0 : 1;
  }

  private boolean isScaled(Stage stage) {
    return stage instanceof ScalableStage scalable && scalable.scales().contains(scale);
  }

  private List<Result> measure(Stage stage, Setting setting) {
    return scale == null
        ? stage.measure(setting)
        : List.of(scale.measure((ScalableStage) stage, setting));
  }

  private void draw() throws IOException {
    var results = new ArrayList<JsonNode>();
    for (var file : from) {
      Json.mapper().readTree(Files.readAllBytes(file)).path("results").forEach(results::add);
    }
    if (results.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--plot needs results: --from FILE,…");
    }
    Files.writeString(plot, Plot.of(results));
  }

  private List<Stage> stages() {
    if (events < 10_000 || rounds < 1) {
      throw new ParameterException(
          spec.commandLine(), "--events takes 10000 or more, --rounds 1 or more");
    }
    if (warmUpEvents != null && warmUpEvents < 0) {
      throw new ParameterException(spec.commandLine(), "--warm-up-events takes 0 or more");
    }
    var unknownJobs = jobs.stream().filter(job -> !JobWork.JOBS.contains(job)).toList();
    if (!unknownJobs.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no job %s to measure; there are %s"
              .formatted(String.join(", ", unknownJobs), String.join(", ", JobWork.JOBS)));
    }
    var byName =
        STAGES.stream()
            .collect(Collectors.toMap(Stage::name, s -> s, (a, b) -> a, LinkedHashMap::new));
    var unknown = names.stream().filter(name -> !byName.containsKey(name)).toList();
    if (!unknown.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "no stage %s; there are %s"
              .formatted(String.join(", ", unknown), String.join(", ", byName.keySet())));
    }
    var stages = names.isEmpty() ? STAGES : names.stream().distinct().map(byName::get).toList();
    if (scale == null) {
      return stages;
    }
    var scaled = stages.stream().filter(this::isScaled).toList();
    if (scaled.isEmpty() || (!names.isEmpty() && scaled.size() < stages.size())) {
      throw new ParameterException(
          spec.commandLine(),
          "--scale %s is for %s"
              .formatted(
                  scale,
                  STAGES.stream()
                      .filter(this::isScaled)
                      .map(Stage::name)
                      .collect(Collectors.joining(", "))));
    }
    return scaled;
  }

  private static Map<String, Object> json(List<Result> results, double loadBefore) {
    var object = new LinkedHashMap<String, Object>();
    object.put("machine", machine(loadBefore));
    object.put("results", results.stream().map(Result::json).toList());
    return object;
  }

  private static String machine(double loadBefore) {
    return "%d cores, %s, %s; load %.1f before, %.1f at the end"
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("os.name") + " " + System.getProperty("os.arch"),
            "Java " + System.getProperty("java.version"),
            loadBefore,
            load());
  }

  private static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
