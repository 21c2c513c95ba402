package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogReasonTest {
  @TempDir Path folder;

  @Test
  void picksErrorsAndCausesAndLeavesOutTheStack() {
    assertThat(
            LogReason.pick(
                List.of(
                    "2026-11-23 INFO  Starting",
                    "2026-11-23 ERROR Exiting Kafka due to fatal exception",
                    "org.apache.kafka.common.KafkaException: Socket server failed to bind",
                    "\tat org.apache.kafka.network.Acceptor.open(Acceptor.java:1)",
                    "Caused by: java.net.BindException: Address already in use",
                    "\tat java.base/sun.nio.ch.Net.bind0(Native Method)",
                    "2026-11-23 INFO  shut down")))
        .containsExactly(
            "2026-11-23 ERROR Exiting Kafka due to fatal exception",
            "org.apache.kafka.common.KafkaException: Socket server failed to bind",
            "Caused by: java.net.BindException: Address already in use");
  }

  @Test
  void showsWhatTheJvmItselfComplainsAbout() {
    assertThat(LogReason.pick(List.of("Unrecognized VM option 'Foo'", "Error: Could not create")))
        .hasSize(2);
  }

  @Test
  void keepsTheFirstErrorsAndTheLastOnesOfMany() {
    var lines = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      lines.add("ERROR number " + i);
    }

    assertThat(LogReason.pick(lines))
        .containsExactly(
            "ERROR number 0",
            "ERROR number 1",
            "ERROR number 96",
            "ERROR number 97",
            "ERROR number 98",
            "ERROR number 99");
  }

  @Test
  void withoutAnErrorShowsTheLastLinesAndSaysThatTheyAreNone() {
    assertThat(LogReason.pick(List.of("a", "b", "", "c", "d", "e", "f", "g")))
        .containsExactly("no error in its log; the last that it said:", "e", "f", "g");
    assertThat(LogReason.pick(List.of(""))).isEmpty();
  }

  @Test
  void looksNoFartherBackThanTheLastStart() throws IOException {
    var log = folder.resolve("kafka.log");
    Files.writeString(
        log, "ERROR of yesterday\n" + ChildProcesses.START_MARK + "kafka\nERROR of today\n");

    assertThat(LogReason.of(log).lines()).containsExactly("ERROR of today");
  }

  @Test
  void saysWhereTheLogIsEvenIfThereIsNone() {
    assertThat(LogReason.of(folder.resolve("none.log")).describe()).contains("none.log");
  }
}
