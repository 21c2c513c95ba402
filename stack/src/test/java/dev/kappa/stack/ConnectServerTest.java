package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectServerTest {
  @TempDir Path home;

  @Test
  void loadsACopyOfThePluginThatABuildCannotReplaceUnderIt() throws IOException {
    var built = home.resolve("connect/target/plugin/sink.jar");
    Files.createDirectories(built.getParent());
    Files.writeString(built, "first build");
    var server = server();
    server.prepare();
    Files.writeString(built, "second build");

    var settings = new Properties();
    try (var reader = Files.newBufferedReader(home.resolve("dir/conf/connect/worker.properties"))) {
      settings.load(reader);
    }
    var loaded = Path.of(settings.getProperty("plugin.path")).resolve("sink.jar");
    assertThat(loaded).hasContent("first build");

    server.prepare();
    assertThat(loaded).as("after the next start").hasContent("second build");
  }

  private ConnectServer server() {
    var config = KappaConfig.load(home, Map.of());
    return new ConnectServer(
        new StackLayout(home, home.resolve("dir")),
        config.stack().ports(),
        new JavaHomes(Map.of()));
  }
}
