package dev.kappa.spark;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.spark.status.JobReport;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kappa jobs}: which jobs there are, and how they fare. No Spark is started for it. */
@Command(
    name = "kappa jobs",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Shows the built-in jobs, and those of the jars and .sql files given: whether a driver runs"
          + " them, how many offsets they are behind, and what stands in their tables.",
      "",
      "STATE: running, when its driver has said so within 20 s (beside the checkpoint); stopped, when"
          + " the driver said that it stopped; lost, when it fell silent without a word; never run.",
      "LAG: offsets between the Kafka group kappa.JOB and the end of its topics; transactions add a"
          + " few that are no records.",
      "ROWS: counted by reading; a + says that there are more."
    },
    footer = {
      "",
      "Exit code: 0; 1 when the checkpoints, Kafka or Cassandra could not be asked, and what they"
          + " would have said is missing.",
      "",
      "Examples:",
      "  ./kappa jobs",
      "  ./kappa jobs --jars my-jobs.jar my-job.sql",
      "  ./kappa jobs --json"
    })
public final class JobListMain implements Callable<Integer> {
  @Parameters(arity = "0..*", paramLabel = "FILE", description = "Jobs in .sql files.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--jars",
      split = ",",
      paramLabel = "JAR",
      description = "Jars with jobs, separated by commas.")
  private List<Path> jars = new ArrayList<>();

  @Option(
      names = "--count-up-to",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Rows to read of each table at most; default: ${DEFAULT-VALUE}.")
  private int rowLimit;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "How long to wait for an answer; default: ${DEFAULT-VALUE}.")
  private long seconds;

  @Option(
      names = "--json",
      description =
          "One JSON object: {\"jobs\": [{\"name\", \"state\", \"since\", \"last_batch\","
              + " \"newest_event\", \"lag_offsets\", \"table\", …}], \"unanswered\"}.")
  private boolean json;

  private JobListMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new JobListMain(), args));
  }

  @Override
  public Integer call() throws IOException {
    var config = KappaConfig.load();
    try (var loader = new URLClassLoader(urls(), JobListMain.class.getClassLoader())) {
      var jobs = JobCatalog.of(loader).all(files);
      var report =
          JobReport.of(
              jobs,
              JobCatalog::origin,
              JobCatalog::isBuiltIn,
              config,
              Duration.ofSeconds(seconds),
              rowLimit);
      System.out.print(json ? report.json() : report.text());
      report.unanswered().forEach(sentence -> System.err.println("kappa jobs: " + sentence));
      return report.unanswered().isEmpty()
          ? CommandLine.ExitCode.OK
          : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private URL[] urls() throws IOException {
    var problems = new ArrayList<String>();
    var urls = new ArrayList<URL>();
    for (Path jar : jars) {
      if (!Files.isReadable(jar)) {
        problems.add("%s: no such file".formatted(jar));
      }
      urls.add(jar.toUri().toURL());
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return urls.toArray(URL[]::new);
  }
}
