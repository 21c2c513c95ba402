package dev.kappa.presto.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The files that make a Trino server show the pipeline, relative to its configuration folder:
 * {@code catalog/*.properties}, {@code kafka/*.json} and {@code kafka/client.properties}.
 */
public final class CatalogExport {
  private static final Path CLIENT_PROPERTIES = Path.of("kafka", "client.properties");

  private final Map<Path, String> files = new LinkedHashMap<>();

  /**
   * @param installedAt the folder's path on Trino's machines; catalogs refer to it
   */
  public CatalogExport(KappaConfig config, Path installedAt) {
    var tables = TopicTables.describe(config.topics());
    var catalogs =
        List.of(
            Catalogs.kafka(
                config,
                tables,
                installedAt.resolve("kafka"),
                installedAt.resolve(CLIENT_PROPERTIES)),
            Catalogs.cassandra(config),
            Catalogs.elasticsearch(config),
            Catalogs.memory());
    for (var catalog : catalogs) {
      files.put(Path.of("catalog", catalog.name() + ".properties"), catalog.text());
    }
    files.putAll(catalogsOfTheUser(config.root().resolve("presto").resolve("catalogs")));
    for (var table : tables) {
      files.put(Path.of("kafka", table.name() + ".json"), json(table));
    }
    files.put(CLIENT_PROPERTIES, Catalog.propertiesText(Catalogs.kafkaClient(config)));
  }

  /** What somebody has put beside the examples, for sources that the suite does not know. */
  private static Map<Path, String> catalogsOfTheUser(Path folder) {
    var catalogs = new TreeMap<Path, String>();
    if (!Files.isDirectory(folder)) {
      return catalogs;
    }
    try (var found = Files.newDirectoryStream(folder, "*.properties")) {
      for (var file : found) {
        catalogs.put(Path.of("catalog").resolve(file.getFileName()), Files.readString(file));
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("%s: its catalogs cannot be read (%s)".formatted(folder, e)));
    }
    return catalogs;
  }

  /** Every file's text by its path in the folder. */
  public Map<Path, String> files() {
    return Map.copyOf(files);
  }

  /**
   * Writes every file, each as a whole or not at all.
   *
   * @return what was written
   */
  public List<Path> writeTo(Path folder) throws IOException {
    var written = new ArrayList<Path>();
    for (var file : files.entrySet()) {
      var target = folder.resolve(file.getKey());
      Files.createDirectories(target.getParent());
      var temporary =
          Files.createTempFile(
              target.getParent(), target.getFileName().toString(), ".tmp", mode(file.getKey()));
      Files.writeString(temporary, file.getValue());
      Files.move(
          temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      written.add(target);
    }
    return written;
  }

  /** Deletes catalogs that are not among these files, for a folder that is nobody else's. */
  public void deleteOtherCatalogs(Path folder) throws IOException {
    var catalogs = folder.resolve("catalog");
    if (!Files.isDirectory(catalogs)) {
      return;
    }
    try (var found = Files.newDirectoryStream(catalogs, "*.properties")) {
      for (var file : found) {
        if (!files.containsKey(folder.relativize(file))) {
          Files.delete(file);
        }
      }
    }
  }

  /** Kafka's client settings may hold passwords: they are the owner's alone to read. */
  private static FileAttribute<?>[] mode(Path file) {
    if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    var mode = file.equals(CLIENT_PROPERTIES) ? "rw-------" : "rw-r--r--";
    return new FileAttribute<?>[] {
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
    };
  }

  private static String json(TableDescription table) {
    try {
      return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(table) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot be written as JSON: " + table, e);
    }
  }
}
