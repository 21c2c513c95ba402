package dev.kappa.presto.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The analyses of {@code presto/queries}, or the views of {@code presto/views}, as packaged. */
public final class SavedQueries {
  private static final String SUFFIX = ".sql";

  private final List<SavedQuery> queries;

  private SavedQueries(List<SavedQuery> queries) {
    this.queries = queries;
  }

  /** Reads the analyses. */
  public static SavedQueries load() {
    return new SavedQueries(inFolder("queries", SavedQueries::read));
  }

  /** Reads the views: each the query that it stands for. */
  public static SavedQueries views() {
    return new SavedQueries(inFolder("views", SavedQueries::read));
  }

  /** By name. */
  public List<SavedQuery> all() {
    return queries;
  }

  /**
   * One of them.
   *
   * @throws IllegalArgumentException with the names that exist
   */
  public SavedQuery get(String name) {
    return queries.stream()
        .filter(query -> query.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no saved query '%s', but %s"
                        .formatted(
                            name,
                            String.join(", ", queries.stream().map(SavedQuery::name).toList()))));
  }

  private static <T> T inFolder(String name, Function<Path, T> reading) {
    var path = "/dev/kappa/presto/" + name;
    try {
      URI folder = SavedQueries.class.getResource(path).toURI();
      if (!folder.getScheme().equals("jar")) {
        return reading.apply(Path.of(folder));
      }
      try (var jar = FileSystems.newFileSystem(folder, Map.of())) {
        return reading.apply(jar.getPath(path));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<SavedQuery> read(Path folder) {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(SavedQueries::query)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SavedQuery query(Path file) {
    try {
      var name = file.getFileName().toString();
      return new SavedQuery(
          name.substring(0, name.length() - SUFFIX.length()), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
