package dev.kappa.stack;

import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kappa status}. */
@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what of the local stack runs, since when, on which port and with how much memory; and how"
          + " each stage of the pipeline fares, as the live page's monitor sees it.",
      "A server runs when it answers; it died when it was brought up and is gone: the last errors"
          + " of its log are shown."
    },
    footer = {
      "",
      "Exit code: 0 when everything that was brought up answers, 1 when something does not,",
      "           3 when nothing was brought up.",
      "",
      "Examples:",
      "  ./kappa status",
      "  ./kappa status --watch",
      "  ./kappa status --json"
    })
final class StatusCommand implements Callable<Integer> {
  private static final int HEALTHY = 0;
  private static final int NOT_HEALTHY = 1;
  private static final int NOT_UP = 3;

  @Option(
      names = "--json",
      description =
          "One JSON object: {\"servers\": [{\"name\", \"state\", \"pid\", \"since\", \"port\","
              + " \"memory_bytes\", \"reason\"}], \"memory_bytes\", \"healthy\", \"pipeline\"}; pipeline"
              + " is what /api/state of the live page says, or null.")
  private boolean json;

  @Option(
      names = "--watch",
      description = "Show it anew every two seconds, until Ctrl-C; with --json an object a line.")
  private boolean watch;

  @Override
  public Integer call() throws Exception {
    while (watch) {
      // Home, and whatever was there before is gone.
      System.out.print((json ? "" : "\033[H\033[2J") + text(StackMain.stack().status()));
      System.out.flush();
      TimeUnit.SECONDS.sleep(2);
    }
    var status = StackMain.stack().status();
    System.out.print(text(status));
    if (!status.isUp()) {
      return NOT_UP;
    }
    return status.isHealthy() ? HEALTHY : NOT_HEALTHY;
  }

  private String text(StackStatus status) throws IOException {
    var pipeline = PipelineStatus.ask(monitorPort());
    if (!json) {
      return StatusTable.of(status) + pipeline.map(PipelineStatus::table).orElse("");
    }
    var object = object(status);
    object.put("pipeline", pipeline.orElse(null));
    return new String(Json.encode(object), StandardCharsets.UTF_8) + System.lineSeparator();
  }

  private static int monitorPort() {
    return KappaConfig.load().stack().ports().monitor();
  }

  private static Map<String, Object> object(StackStatus status) {
    var servers = new ArrayList<Map<String, Object>>();
    status.servers().forEach(server -> servers.add(object(server)));
    var object = new LinkedHashMap<String, Object>();
    object.put("servers", servers);
    object.put("memory_bytes", status.memoryBytes());
    object.put("healthy", status.isHealthy());
    return object;
  }

  private static Map<String, Object> object(ServerStatus server) {
    var object = new LinkedHashMap<String, Object>();
    object.put("name", server.name());
    object.put("state", server.state().name().toLowerCase(Locale.ROOT));
    object.put("pid", server.pid().isPresent() ? server.pid().getAsLong() : null);
    object.put("since", server.since().map(Instant::toString).orElse(null));
    object.put("port", server.port());
    object.put(
        "memory_bytes", server.memoryBytes().isPresent() ? server.memoryBytes().getAsLong() : null);
    object.put("reason", List.copyOf(server.reason()));
    return object;
  }
}
