package dev.kappa.stack;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** A server's configuration as a properties file. */
final class PropertiesFile {
  private PropertiesFile() {}

  /** Writes the settings in the order of their keys. */
  static void write(Path file, Map<String, String> settings) throws IOException {
    var properties = new Properties();
    properties.putAll(settings);
    var text = new StringWriter();
    properties.store(text, null);
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        text.toString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .sorted()
            .collect(
                Collectors.joining(
                    "\n",
                    "# Written by ./kappa up each time; what is changed here is lost.\n",
                    "\n")));
  }
}
