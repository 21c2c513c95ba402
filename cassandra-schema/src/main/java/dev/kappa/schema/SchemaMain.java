package dev.kappa.schema;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kappa schema}: applies the migrations, says which are applied, and checks the result. */
@Command(
    name = "kappa schema",
    mixinStandardHelpOptions = true,
    description = "Brings the Cassandra keyspace to the last of the numbered migrations.",
    synopsisSubcommandLabel = "(apply | status | check)",
    footer = {
      "",
      "Examples:",
      "  ./kappa schema apply",
      "  ./kappa schema status --json",
      "  ./kappa schema check --other-tables sessions_by_country",
      "  KAPPA_CASSANDRA_KEYSPACE=trial ./kappa schema apply"
    })
public final class SchemaMain {
  private SchemaMain() {}

  public static void main(String[] args) {
    CassandraConnection.quietDriver();
    System.exit(KappaCommand.run(new SchemaMain(), args));
  }

  @Command(
      name = "apply",
      mixinStandardHelpOptions = true,
      description = "Applies what is pending; does nothing when nothing is.")
  int apply(
      @Option(names = "--json", description = "One JSON object: keyspace, applied, version.")
          boolean json,
      @Option(
              names = "--wait",
              paramLabel = "SECONDS",
              defaultValue = "60",
              description = "How long to wait for Cassandra; default: ${DEFAULT-VALUE}.")
          long seconds)
      throws InterruptedException {
    var cassandra = KappaConfig.load().cassandra();
    try (var session = open(cassandra, seconds)) {
      var migrations = Migrations.all();
      var applied = new Schema(session, cassandra, migrations, System.err).apply();
      if (json) {
        print(
            Map.of(
                "keyspace", cassandra.keyspace(),
                "applied", applied,
                "version", migrations.size()));
      } else {
        System.out.printf(
            "keyspace %s is at version %d; %s%n",
            cassandra.keyspace(),
            migrations.size(),
            applied.isEmpty() ? "nothing was pending" : applied.size() + " applied now");
      }
    }
    return CommandLine.ExitCode.OK;
  }

  @Command(
      name = "status",
      mixinStandardHelpOptions = true,
      description = {
        "Lists the migrations: applied, pending, changed since (the file), unknown (to this build).",
        "Exit code 1 when one is not applied."
      })
  int status(
      @Option(names = "--json", description = "One JSON object: keyspace, migrations, ok.")
          boolean json,
      @Option(
              names = "--wait",
              paramLabel = "SECONDS",
              defaultValue = "10",
              description = "How long to wait for Cassandra; default: ${DEFAULT-VALUE}.")
          long seconds)
      throws InterruptedException {
    var cassandra = KappaConfig.load().cassandra();
    try (var session = open(cassandra, seconds)) {
      var all = new Schema(session, cassandra, Migrations.all(), System.err).status();
      var ok = all.stream().allMatch(one -> one.state() == Schema.State.APPLIED);
      if (json) {
        var states = new LinkedHashMap<String, String>();
        all.forEach(one -> states.put(one.name(), text(one)));
        print(Map.of("keyspace", cassandra.keyspace(), "migrations", states, "ok", ok));
      } else {
        all.forEach(one -> System.out.printf("%-8s %s%n", text(one), one.name()));
      }
      return ok ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description = {
        "Compares the keyspace with what the migrations make of it, and names every difference: tables,"
            + " columns and their types, keys, clustering order, compaction, time to live, replication.",
        "Only reads. Exit code 1 when something differs."
      })
  int check(
      @Option(
              names = "--other-tables",
              paramLabel = "TABLE",
              split = ",",
              description = "Tables of your own jobs, which no migration creates.")
          Set<String> others,
      @Option(names = "--json", description = "One JSON object: keyspace, differences, ok.")
          boolean json,
      @Option(
              names = "--wait",
              paramLabel = "SECONDS",
              defaultValue = "10",
              description = "How long to wait for Cassandra; default: ${DEFAULT-VALUE}.")
          long seconds)
      throws InterruptedException {
    var cassandra = KappaConfig.load().cassandra();
    try (var session = open(cassandra, seconds)) {
      var differences =
          new SchemaCheck(session, cassandra, Migrations.all())
              .differences(others == null ? Set.of() : others);
      if (json) {
        print(
            Map.of(
                "keyspace",
                cassandra.keyspace(),
                "differences",
                differences,
                "ok",
                differences.isEmpty()));
      } else {
        differences.forEach(System.out::println);
        System.out.printf(
            differences.isEmpty()
                ? "keyspace %s is as the migrations make it%n"
                : "keyspace %s differs from what the migrations make of it%n",
            cassandra.keyspace());
      }
      return differences.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static CqlSession open(KappaConfig.Cassandra cassandra, long seconds)
      throws InterruptedException {
    return new CassandraConnection(cassandra, System.err).open(Duration.ofSeconds(seconds));
  }

  private static String text(Schema.Status status) {
    return status.state().name().toLowerCase(Locale.ROOT);
  }

  private static void print(Map<String, ?> object) {
    System.out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
  }
}
