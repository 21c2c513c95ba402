package dev.kappa.monitor;

import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** Serves the live page until it is told to stop. {@code ./kappa up} starts it. */
@Command(
    name = "kappa-monitor",
    mixinStandardHelpOptions = true,
    description = {
      "Serves the live page and the metrics of the whole pipeline on loopback, until SIGTERM.",
      "The port is the setting stack.monitor.port."
    },
    footer = {"", "Example:", "  java -jar monitor/target/kappa-monitor.jar"})
public final class MonitorMain implements Callable<Integer> {
  private MonitorMain() {}

  public static void main(String[] args) {
    // What the clients say of a server that is away, the page shows.
    System.setProperty("kappa.log.level.libraries", "ERROR");
    System.exit(KappaCommand.run(new MonitorMain(), args));
  }

  @Override
  public Integer call() throws InterruptedException {
    var config = KappaConfig.load();
    try (var observer = new Observer(config);
        var page = LivePage.start(config.stack().ports().monitor(), observer::picture)) {
      observer.start();
      System.out.printf("the live page is on http://127.0.0.1:%d/%n", page.port());
      new CountDownLatch(1).await(); // the process ends by a signal
    }
    return 0;
  }
}
