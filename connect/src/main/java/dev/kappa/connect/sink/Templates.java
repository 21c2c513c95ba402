package dev.kappa.connect.sink;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings and mappings of an index: those that come with the plugin, or a file of one's own. */
public final class Templates {
  private Templates() {}

  /**
   * Reads a template.
   *
   * @param name one of the plugin's own ({@code employees}, {@code actions}, {@code fulltext}), or
   *     the path of a JSON file
   * @return an object with {@code settings} and {@code mappings}
   * @throws IllegalArgumentException when there is no such template, or it is no JSON object
   */
  public static JsonNode read(String name) {
    try (var content =
        name.endsWith(".json")
            ? Files.newInputStream(Path.of(name))
            : Templates.class.getResourceAsStream("templates/" + name + ".json")) {
      if (content == null) {
        throw new IllegalArgumentException(
            "no template '%s': employees, actions, fulltext, or the path of a .json file"
                .formatted(name));
      }
      var template = Json.mapper().readTree(content);
      if (!template.isObject()) {
        throw new IllegalArgumentException("the template '%s' is no JSON object".formatted(name));
      }
      return template;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the template '%s' cannot be read: %s".formatted(name, e.getMessage()), e);
    }
  }
}
