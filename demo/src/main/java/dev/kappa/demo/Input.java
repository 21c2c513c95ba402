package dev.kappa.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is sent through the pipeline. */
sealed interface Input {

  /** Actions to generate; none for 0. */
  long actions();

  /** Seed of what is generated. */
  long seed();

  /** Generated employees, pages and actions, with a few malformed lines among them. */
  record Generated(long employees, long actions, long seed) implements Input {}

  /** The lines of a file as employees, and no malformed line that is not in it. */
  record FromFile(Path file, long actions, long seed) implements Input {

    /** Lines that are not empty, the last one counted whether or not a newline ends it. */
    long lines() {
      try (var lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
        return lines.filter(line -> !line.isBlank()).count();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
  }
}
