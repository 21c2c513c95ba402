package dev.kappa.presto;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.presto.catalog.CatalogExport;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code kappa presto export}. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes Trino's catalogs and Kafka table descriptions for the configuration in force.",
      "Writes DIR/catalog/{kafka,cassandra,elasticsearch,memory}.properties, a description of every"
          + " topic in DIR/kafka/*.json, and DIR/kafka/client.properties; and a copy of each"
          + " presto/catalogs/*.properties, the place for catalogs of your own. Prints what it wrote.",
      "Passwords of Cassandra and Elasticsearch are not written: Trino's server reads them from"
          + " KAPPA_CASSANDRA_PASSWORD and KAPPA_ELASTICSEARCH_PASSWORD in its environment."
    },
    footer = {"", "Example:", "  ./kappa presto export build/etc --installed-at /etc/trino"})
final class ExportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "DIR",
      arity = "0..1",
      description = "Trino's configuration folder. Default: the local stack's.")
  private Path folder;

  @Option(
      names = "--installed-at",
      paramLabel = "PATH",
      description = "Where DIR will be on Trino's machines, if not where it is here.")
  private Path installedAt;

  private ExportCommand() {}

  @Override
  public Integer call() throws Exception {
    var config = KappaConfig.load();
    var target =
        (folder == null ? config.stack().dir().resolve("trino").resolve("etc") : folder)
            .toAbsolutePath()
            .normalize();
    var export = new CatalogExport(config, installedAt == null ? target : installedAt);
    if (folder == null) {
      export.deleteOtherCatalogs(target); // of sources that somebody has taken away again
    }
    export.writeTo(target).forEach(System.out::println);
    return CommandLine.ExitCode.OK;
  }
}
