package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  @TempDir Path temporary;
  private StackLayout layout;
  private ChildProcesses children;

  @BeforeEach
  void inAFolderWithSpaces() {
    layout = new StackLayout(temporary, temporary.resolve("a stack's \"own\" folder"));
    children = new ChildProcesses(layout);
  }

  @AfterEach
  void leaveNothing() {
    children.findAll().forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void findsAServerByThePidThatItWroteItself() throws IOException {
    children.start("kafka", shell("echo to the log; while :; do sleep 0.1; done"));

    await().until(() -> children.find("kafka").isPresent());
    await()
        .untilAsserted(
            () ->
                assertThat(Files.readString(layout.log("kafka")))
                    .contains(ChildProcesses.START_MARK + "kafka")
                    .contains("to the log"));
    assertThat(children.findAll()).contains(children.find("kafka").orElseThrow());
  }

  @Test
  void isNotMistakenByAPidThatAnotherProgramHasNow() throws IOException {
    Files.createDirectories(layout.run());
    Files.writeString(layout.pidFile("kafka"), ProcessHandle.current().pid() + "\n");

    assertThat(children.find("kafka")).isEmpty();
  }

  @Test
  void findsNothingWithoutOrWithHalfAPidFile() throws IOException {
    assertThat(children.find("kafka")).isEmpty();
    Files.createDirectories(layout.run());
    Files.writeString(layout.pidFile("kafka"), "");
    assertThat(children.find("kafka")).isEmpty();
  }

  @Test
  void doesNotStopForCtrlCInTheTerminalOfItsLauncher() throws Exception {
    children.start("kafka", shell("while :; do sleep 0.1; done"));
    await().until(() -> Files.exists(layout.log("kafka")) && children.find("kafka").isPresent());
    await().until(() -> Files.size(layout.log("kafka")) > 0);
    var process = children.find("kafka").orElseThrow();

    for (var signal : List.of("-INT", "-HUP")) {
      new ProcessBuilder("kill", signal, String.valueOf(process.pid())).start().waitFor();
    }

    assertThat(process.isAlive()).isTrue();
    process.destroy();
    await().until(() -> children.find("kafka").isEmpty());
  }

  @Test
  void givesTheReasonOfAStepThatFails() {
    assertThatThrownBy(() -> children.run("kafka", shell("echo Error: no such thing; exit 1")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Error: no such thing")
        .hasMessageContaining(layout.log("kafka").toString());
  }

  @Test
  void startsALogAnewOnceItIsLarge() throws IOException {
    Files.createDirectories(layout.log("kafka").getParent());
    Files.write(layout.log("kafka"), new byte[21 << 20]);

    children.prepareLog("kafka");

    assertThat(layout.log("kafka")).doesNotExist();
    assertThat(layout.log("kafka").resolveSibling("kafka.log.1")).hasSize(21 << 20);
  }

  /** A shell in the JVM's stead, which is given the JVM's command line as arguments. */
  private ChildCommand shell(String script) {
    return new ChildCommand(
        List.of("sh", "-c", script, "server"), JAVA, List.of(), Map.of(), temporary);
  }
}
