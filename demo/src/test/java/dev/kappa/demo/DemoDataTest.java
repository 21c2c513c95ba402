package dev.kappa.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {
  @TempDir private Path root;
  private Path data;
  private DemoData demo;

  @BeforeEach
  void writeAScriptThatOnlyNotesHowItWasCalled() throws IOException {
    var script = root.resolve("kappa");
    Files.writeString(script, "#!/bin/sh\necho \"$@\" >> \"" + root + "/calls\"\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    data = root.resolve(".kappa/data");
    demo = new DemoData(root, root.resolve(".kappa"));
  }

  @Test
  void anEmptyStackIsTakenAsItIs() throws IOException {
    demo.claim(new KappaCommands(root), false);

    assertThat(calls()).isEmpty();
  }

  @Test
  void theDataOfAnEarlierDemoIsThrownAway() throws IOException {
    demo.claim(new KappaCommands(root), false);
    Files.createDirectories(data.resolve("kafka"));

    demo.claim(new KappaCommands(root), false);

    assertThat(calls()).containsExactly("down", "reset --yes");
  }

  @Test
  void dataThatNoDemoWroteIsKept() throws IOException {
    Files.createDirectories(data.resolve("kafka"));

    assertThatThrownBy(() -> demo.claim(new KappaCommands(root), false))
        .isInstanceOf(DemoFailedException.class)
        .hasMessageContaining("holds data of yours in " + data)
        .hasMessageContaining("--reset");
    assertThat(calls()).isEmpty();
  }

  @Test
  void dataThatNoDemoWroteIsThrownAwayWhenAsked() throws IOException {
    Files.createDirectories(data.resolve("kafka"));

    demo.claim(new KappaCommands(root), true);

    assertThat(calls()).containsExactly("down", "reset --yes");
  }

  private List<String> calls() throws IOException {
    var calls = root.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
  }
}
