package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {
  @TempDir Path folder;

  @Test
  void writesSettingsInTheOrderOfTheirKeysAndReadsBackTheSame() throws Exception {
    var settings = Map.of("b.dirs", "/a folder/with:colon=1", "a", "PLAINTEXT://127.0.0.1:1");
    var file = folder.resolve("conf/server.properties");

    PropertiesFile.write(file, settings);

    var text = Files.readString(file);
    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .first()
        .asString()
        .startsWith("a=");
    var read = new Properties();
    read.load(new StringReader(text));
    assertThat(read).isEqualTo(settings);
  }
}
