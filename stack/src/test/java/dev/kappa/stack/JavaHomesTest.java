package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.contracts.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaHomesTest {
  @TempDir Path temp;
  private Path folder;
  private Path own;

  @BeforeEach
  void installNone() throws IOException {
    folder = Files.createDirectory(temp.resolve("jvm"));
    own = jdk(temp.resolve("own"), "21.0.1");
  }

  @Test
  void takesTheVariableMadeForThePurposeFirst() throws IOException {
    var named = jdk(temp.resolve("a jdk"), "17.0.15");
    jdk(folder.resolve("17"), "17.0.1");

    assertThat(javas(Map.of("KAPPA_JAVA_HOME", named.toString())).forServers()).isEqualTo(named);
  }

  @Test
  void refusesAVariableThatNamesAnotherVersionEvenIfAnotherPlaceHasIt() throws IOException {
    var named = jdk(temp.resolve("new"), "25.0.3");
    jdk(folder.resolve("17"), "17.0.1");

    assertThatThrownBy(() -> javas(Map.of("KAPPA_JAVA_HOME", named.toString())).forServers())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("KAPPA_JAVA_HOME is not the folder of a JDK 17")
        .hasMessageContaining("JDK 25 in " + named);
  }

  @Test
  void passesOverAJavaHomeOfAnotherVersion() throws IOException {
    var javaHome = jdk(temp.resolve("home"), "21.0.2");
    var installed = jdk(folder.resolve("17"), "17");

    assertThat(javas(Map.of("JAVA_HOME", javaHome.toString())).forServers()).isEqualTo(installed);
  }

  @Test
  void takesItsOwnJavaBeforeTheFolders() throws IOException {
    jdk(folder.resolve("17"), "17.0.1");
    own = jdk(temp.resolve("own17"), "17.0.9");

    assertThat(javas(Map.of()).forServers()).isEqualTo(own);
  }

  @Test
  void takesTheOldestReleaseThatTrinoRunsOn() throws IOException {
    jdk(folder.resolve("a"), "26-ea");
    var expected = jdk(folder.resolve("b"), "24.0.1");
    jdk(folder.resolve("c"), "23.0.1");

    assertThat(javas(Map.of()).forTrino()).isEqualTo(expected);
  }

  @Test
  void findsTheHomeInsideAMacBundle() throws IOException {
    var expected = jdk(folder.resolve("temurin-25.jdk/Contents/Home"), "25");

    assertThat(javas(Map.of("KAPPA_TRINO_JAVA_HOME", "")).forTrino()).isEqualTo(expected);
  }

  @Test
  void namesTheVariableAndEveryPlaceIfThereIsNone() throws IOException {
    jdk(folder.resolve("8"), "1.8.0_412");
    Files.createDirectories(folder.resolve("no-java"));
    var empty = temp.resolve("absent");
    var javas = new JavaHomes(Map.of("JAVA_HOME", "/nowhere"), own, List.of(folder, empty));

    assertThatThrownBy(javas::forTrino)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("no JDK 24 or newer found")
        .hasMessageContaining("set KAPPA_TRINO_JAVA_HOME")
        .hasMessageContaining("--without presto")
        .hasMessageContaining("JAVA_HOME: no Java in /nowhere")
        .hasMessageContaining("JDK 21 in " + own)
        .hasMessageContaining(folder + "/*: JDK 8 in " + folder.resolve("8"))
        .hasMessageContaining(empty + "/*: none");
  }

  @Test
  void passesOverAFolderWithoutAProgramToRun() throws IOException {
    Files.delete(jdk(folder.resolve("broken"), "17.0.1").resolve("bin/java"));
    var expected = jdk(folder.resolve("whole"), "17.0.2");

    assertThat(javas(Map.of()).forServers()).isEqualTo(expected);
  }

  private JavaHomes javas(Map<String, String> environment) {
    return new JavaHomes(environment, own, List.of(folder));
  }

  private static Path jdk(Path home, String version) throws IOException {
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(
        home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true);
    return home;
  }
}
