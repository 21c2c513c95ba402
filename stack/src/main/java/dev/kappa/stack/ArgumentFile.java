package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The file of {@code java @file}: long command lines, in a form that can be read and repeated. */
final class ArgumentFile {
  private ArgumentFile() {}

  /**
   * Writes the arguments, one a line.
   *
   * @return the argument that has {@code java} read them: {@code @file}
   */
  static String write(Path file, List<String> arguments) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        arguments.stream().map(ArgumentFile::quoted).collect(Collectors.joining("\n", "", "\n")));
    return "@" + file;
  }

  static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
