package dev.kappa.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WantedServersTest {
  @TempDir Path folder;

  @Test
  void remembersWhatWasBroughtUpAndNotTakenDown() throws IOException {
    var wanted = new WantedServers(new StackLayout(folder, folder));

    assertThat(wanted.names()).isEmpty();
    wanted.add(List.of("kafka", "connect"));
    wanted.add(List.of("cassandra", "kafka"));
    wanted.remove(List.of("connect"));

    assertThat(new WantedServers(new StackLayout(folder, folder)).names())
        .containsExactly("cassandra", "kafka");
  }
}
