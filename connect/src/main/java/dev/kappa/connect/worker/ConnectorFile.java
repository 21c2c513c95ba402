package dev.kappa.connect.worker;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A connector's properties file. {@code ${kappa:KEY}} in a value stands for a setting of {@code
 * kappa.properties}; a property whose value is empty after that is left out. Other {@code ${…}} are
 * the worker's own.
 *
 * @param settings what the worker is told, {@code name} among them
 */
public record ConnectorFile(String name, Map<String, String> settings) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{kappa:([^}]+)}");

  /** The connectors in {@code folder}: files with a {@code connector.class}, by file name. */
  public static List<ConnectorFile> readAll(Path folder, Map<String, String> values) {
    var connectors = new ArrayList<ConnectorFile>();
    try (var files = Files.newDirectoryStream(folder, "*.properties")) {
      var paths = new ArrayList<Path>();
      files.forEach(paths::add);
      paths.sort(null);
      for (var path : paths) {
        if (load(path).containsKey("connector.class")) {
          connectors.add(read(path, values));
        }
      }
    } catch (IOException e) {
      throw problem("%s: no folder of connectors (%s)".formatted(folder, e));
    }
    return connectors;
  }

  /**
   * Reads one file.
   *
   * @throws ConfigurationException with everything that is wrong with it
   */
  public static ConnectorFile read(Path file, Map<String, String> values) {
    var problems = new ArrayList<String>();
    var settings = new TreeMap<String, String>();
    load(file)
        .forEach(
            (key, text) -> {
              var value =
                  PLACEHOLDER
                      .matcher(text.toString())
                      .replaceAll(
                          match -> {
                            var known = values.get(match.group(1));
                            if (known == null) {
                              problems.add(
                                  "%s: %s names %s; there are %s"
                                      .formatted(file, key, match.group(), values.keySet()));
                              return "";
                            }
                            return Matcher.quoteReplacement(known);
                          });
              if (!value.isBlank()) {
                settings.put(key.toString(), value.strip());
              }
            });
    for (var needed : List.of("name", "connector.class")) {
      if (!settings.containsKey(needed)) {
        problems.add("%s: no %s".formatted(file, needed));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
    return new ConnectorFile(settings.get("name"), settings);
  }

  @Override
  public String toString() {
    return name; // the settings may hold a password
  }

  private static Properties load(Path file) {
    var properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw problem("%s: cannot be read as a properties file (%s)".formatted(file, e));
    }
    return properties;
  }

  private static ConfigurationException problem(String text) {
    return new ConfigurationException(List.of(text));
  }
}
