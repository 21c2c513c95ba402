package dev.kappa.ingest;

import dev.kappa.ingest.generate.Kind;
import dev.kappa.ingest.source.InputFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Where lines come from. Neither of the options means standard input. */
final class SourceOptions {
  @Option(
      names = "--file",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files of JSON Lines, gzipped ones as well; - is standard input, the default.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--generate",
      paramLabel = "KIND",
      description = "Make records up: ${COMPLETION-CANDIDATES}.")
  private Kind kind;

  /** What to generate, or null. */
  Kind kind() {
    return kind;
  }

  /** What to read, where nothing is generated. */
  List<Path> files() {
    return files.isEmpty() ? List.of(InputFile.STANDARD_INPUT) : files;
  }

  /** Whether what is read can be read again. */
  boolean isOfFiles() {
    return kind == null && !files().contains(InputFile.STANDARD_INPUT);
  }

  /** The files that cannot be read, for a person; empty where all can. */
  List<String> unreadable() {
    return files.stream()
        .filter(file -> !file.equals(InputFile.STANDARD_INPUT))
        .filter(file -> !Files.isReadable(file) || Files.isDirectory(file))
        .map(
            file ->
                file
                    + (Files.isDirectory(file)
                        ? " is a folder"
                        : Files.exists(file) ? " cannot be read" : " does not exist"))
        .toList();
  }
}
