package dev.kappa.stack;

import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code kappa open}. */
@Command(
    name = "open",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the address of the live page, which './kappa up' serves on this machine.",
      "The page only shows; nothing can be changed through it."
    },
    footer = {
      "",
      "Exit code: 0 when the page answers, 1 when no browser could be opened, 3 when it does not answer.",
      "",
      "Examples:",
      "  ./kappa open",
      "  ./kappa open --browser"
    })
final class OpenCommand implements Callable<Integer> {
  private static final int NOT_UP = 3;

  @Option(names = "--browser", description = "Also open it in the browser, with xdg-open or open.")
  private boolean browser;

  @Override
  public Integer call() throws IOException, InterruptedException {
    int port = KappaConfig.load().stack().ports().monitor();
    var address = "http://127.0.0.1:" + port + "/";
    System.out.println(address);
    if (new HttpProbe().get(port, "/live").isEmpty()) {
      System.err.println("kappa open: nothing answers there: start it with ./kappa up");
      return NOT_UP;
    }
    if (browser && !isOpened(address)) {
      System.err.println("kappa open: no program here opens a browser; copy the address");
      return CommandLine.ExitCode.SOFTWARE;
    }
    return CommandLine.ExitCode.OK;
  }

  private static boolean isOpened(String address) throws InterruptedException {
    boolean mac = System.getProperty("os.name").startsWith("Mac");
    try {
      return new ProcessBuilder(mac ? "open" : "xdg-open", address).inheritIO().start().waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
