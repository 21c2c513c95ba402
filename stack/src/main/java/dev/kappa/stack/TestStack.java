package dev.kappa.stack;

import dev.kappa.contracts.config.KappaConfig;
import dev.kappa.contracts.config.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The servers that integration tests share: started when the first test asks, and kept running. */
public final class TestStack {
  /** Added to the default ports, so that the tests' servers stand beside a person's stack. */
  private static final int PORT_OFFSET = 10_000;

  private TestStack() {}

  /**
   * Starts those of the servers that do not run yet, and what they need. Safe to call from several
   * processes at once.
   *
   * @param servers of {@code kafka connect cassandra elasticsearch presto}
   * @return the configuration that leads to the tests' servers, whatever the user's own file says
   * @throws IOException when a server does not start, with the reason out of its log
   */
  public static synchronized KappaConfig require(String... servers) throws IOException {
    var config = config(root(), System.getenv());
    new Stack(config, System.getenv(), Progress.toStandardError()).up(List.of(servers));
    return config;
  }

  /**
   * The variables that lead a command of its own process to the tests' servers.
   *
   * @throws IOException when the tests' folder cannot be written to
   */
  public static Map<String, String> environment() throws IOException {
    return environment(root(), System.getenv());
  }

  static KappaConfig config(Path root, Map<String, String> variables) throws IOException {
    return KappaConfig.load(root, environment(root, variables));
  }

  private static Map<String, String> environment(Path root, Map<String, String> variables)
      throws IOException {
    var environment = new HashMap<String, String>();
    variables.forEach(
        (name, value) -> {
          if (name.startsWith("KAPPA_STACK_")) {
            environment.put(name, value);
          }
        });
    environment.putIfAbsent("KAPPA_STACK_DIR", ".kappa/test");
    // A file of its own: a user's kappa.properties may point at servers that tests must not touch.
    var file = root.resolve(environment.get("KAPPA_STACK_DIR")).resolve("kappa.properties");
    Files.createDirectories(file.getParent());
    if (!Files.exists(file)) {
      Files.createFile(file);
    }
    environment.put("KAPPA_CONFIG", file.toString());
    for (var setting : KappaConfig.describe(root, Map.copyOf(environment))) {
      if (setting.key().matches("stack\\..*\\.port")
          && setting.origin() instanceof Origin.Default) {
        environment.put(
            "KAPPA_" + setting.key().toUpperCase(Locale.ROOT).replace('.', '_'),
            String.valueOf(Integer.parseInt(setting.value()) + PORT_OFFSET));
      }
    }
    return environment;
  }

  private static Path root() {
    return Path.of(System.getProperty("kappa.root", System.getProperty("user.dir")));
  }
}
