package dev.kappa.spark;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.spark.jobs.ActionsByPage;
import dev.kappa.spark.sql.SqlJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Pattern;

/**
 * The jobs that can be run: those that {@link ServiceLoader} finds, the suite's own as well as
 * those of jars given with {@code --jars}, and those of {@code .sql} files.
 */
final class JobCatalog {
  private static final String ALL = "all";
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
  private static final int NAME_LENGTH = 48;

  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private JobCatalog() {}

  /** The jobs that a class loader sees. */
  static JobCatalog of(ClassLoader loader) {
    var catalog = new JobCatalog();
    var found = ServiceLoader.load(Job.class, loader).iterator();
    while (true) {
      try {
        catalog.add(found.next());
      } catch (NoSuchElementException e) {
        return catalog;
      } catch (ServiceConfigurationError e) {
        var reason = e.getCause() == null ? "" : " (" + e.getCause() + ")";
        catalog.problems.add("a job cannot be loaded: " + e.getMessage() + reason);
      }
    }
  }

  /**
   * The jobs of a command line.
   *
   * @param arguments names of jobs, {@code all} for the built-in ones, and paths of {@code .sql}
   *     files
   * @throws ConfigurationException with everything that is wrong with them
   */
  List<Job> chosen(List<String> arguments) {
    var chosen = new LinkedHashSet<Job>();
    for (String argument : arguments) {
      if (argument.equals(ALL)) {
        jobs.values().stream().filter(JobCatalog::isBuiltIn).forEach(chosen::add);
      } else if (argument.endsWith(SqlJob.SUFFIX)) {
        read(Path.of(argument)).ifPresent(chosen::add);
      } else if (jobs.containsKey(argument)) {
        chosen.add(jobs.get(argument));
      } else {
        problems.add(
            "no job %s; there are %s, and .sql files"
                .formatted(argument, String.join(", ", jobs.keySet())));
      }
    }
    requireNoProblems();
    return List.copyOf(chosen);
  }

  /**
   * Every job, after those of {@code files} have been read.
   *
   * @throws ConfigurationException with everything that is wrong with them
   */
  List<Job> all(List<Path> files) {
    files.forEach(this::read);
    requireNoProblems();
    return List.copyOf(jobs.values());
  }

  /** Whether a job comes with the suite. */
  static boolean isBuiltIn(Job job) {
    return job.getClass().getPackage().equals(ActionsByPage.class.getPackage());
  }

  private Optional<Job> read(Path file) {
    try {
      var job = SqlJob.read(file);
      return add(job) ? Optional.of(jobs.get(job.name())) : Optional.empty();
    } catch (ConfigurationException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private boolean add(Job job) {
    var name = job.name();
    if (!NAME.matcher(name).matches() || name.length() > NAME_LENGTH || name.equals(ALL)) {
      problems.add(
          "%s: %s cannot be the name of a job: at most %d of a-z and 0-9, in words joined by -"
              .formatted(origin(job), name, NAME_LENGTH));
      return false;
    }
    var other = jobs.putIfAbsent(name, job);
    if (other != null && !origin(other).equals(origin(job))) {
      problems.add(
          "two jobs are named %s: %s and %s; rename one"
              .formatted(name, origin(other), origin(job)));
      return false;
    }
    var sharing =
        jobs.values().stream()
            .filter(one -> !one.name().equals(name) && one.table().equals(job.table()))
            .findFirst();
    sharing.ifPresent(
        one ->
            problems.add(
                "%s writes the table %s, as the job %s does; rows of one would replace the other's"
                    .formatted(origin(job), job.table(), one.name())));
    return sharing.isEmpty();
  }

  private void requireNoProblems() {
    if (!problems.isEmpty()) {
      throw new ConfigurationException(List.copyOf(new LinkedHashSet<>(problems)));
    }
  }

  /** Where a job comes from, for a person. */
  static String origin(Job job) {
    return job instanceof SqlJob sql ? sql.file().toString() : job.getClass().getName();
  }
}
