package dev.kappa.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The migrations that this build knows, in their order. */
final class Migrations {
  private static final String FOLDER = "migrations/";

  private Migrations() {}

  static List<Migration> all() {
    var migrations = read("index.txt").lines().map(name -> Migration.of(name, read(name))).toList();
    for (int i = 0; i < migrations.size(); i++) {
      if (migrations.get(i).version() != i + 1) {
        throw new IllegalStateException(
            migrations.get(i).name() + " should be number " + (i + 1) + " of index.txt");
      }
    }
    return migrations;
  }

  private static String read(String name) {
    try (InputStream in = Migrations.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
