package dev.kappa.spark.sql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file: a sentence each, with the line that it is about. */
final class Problems {
  private final Path file;
  private final List<String> sentences = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  void add(String sentence) {
    sentences.add("%s: %s".formatted(file, sentence));
  }

  /**
   * Adds one.
   *
   * @param line from 1
   */
  void add(int line, String sentence) {
    sentences.add("%s:%d: %s".formatted(file, line, sentence));
  }

  /**
   * Adds one.
   *
   * @param line from 1
   * @param column from 1
   */
  void add(int line, int column, String sentence) {
    sentences.add("%s:%d:%d: %s".formatted(file, line, column, sentence));
  }

  List<String> sentences() {
    return List.copyOf(sentences);
  }
}
