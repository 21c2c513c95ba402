package dev.kappa.contracts.config;

import java.nio.file.Path;

/** Where the value of a setting came from. */
public sealed interface Origin {

  /** Nobody set it. */
  record Default() implements Origin {
    @Override
    public String toString() {
      return "default";
    }
  }

  /** A line of a properties file. */
  record File(Path path) implements Origin {
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /** An environment variable. */
  record Environment(String variable) implements Origin {
    @Override
    public String toString() {
      return "environment variable " + variable;
    }
  }
}
