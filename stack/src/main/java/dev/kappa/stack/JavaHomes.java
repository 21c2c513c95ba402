package dev.kappa.stack;

import dev.kappa.contracts.config.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The JDKs that the servers run on. */
public final class JavaHomes {
  private final Map<String, String> environment;

  /**
   * @param environment this process's variables, as the JDKs may be named by them
   */
  public JavaHomes(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /**
   * The JDK 17 that every server but Trino runs on.
   *
   * @throws ConfigurationException naming the variable to set and where it was looked for
   */
  public Path forServers() {
    return home("KAPPA_JAVA_HOME", System.getProperty("java.home"));
  }

  /**
   * The JDK 24 or newer that Trino's server runs on.
   *
   * @throws ConfigurationException naming the variable to set and where it was looked for
   */
  public Path forTrino() {
    return home("KAPPA_TRINO_JAVA_HOME", null);
  }

  private Path home(String variable, String fallback) {
    var home = environment.getOrDefault(variable, fallback);
    if (home == null) {
      throw new ConfigurationException(List.of("no JDK: set " + variable + " to its folder"));
    }
    return Path.of(home);
  }
}
