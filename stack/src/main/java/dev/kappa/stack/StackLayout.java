package dev.kappa.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the local stack keeps what. Paths are absolute.
 *
 * @param home the project's folder, with what the build made for each server
 * @param dir the stack's own folder, everything that is written
 */
public record StackLayout(Path home, Path dir) {

  public StackLayout {
    home = home.toAbsolutePath().normalize();
    dir = dir.toAbsolutePath().normalize();
  }

  /** What survives {@code down} and {@code up}, and what {@code reset} deletes. */
  public Path data(String server) {
    return dir.resolve("data").resolve(server);
  }

  /** Configuration files, written anew with every start. */
  public Path conf(String server) {
    return dir.resolve("conf").resolve(server);
  }

  /** Unpacked server files, which {@code reset} keeps. */
  public Path unpacked(String server) {
    return dir.resolve("servers").resolve(server);
  }

  /** What a server throws away itself; empty at each start. */
  public Path temporary(String server) {
    return dir.resolve("tmp").resolve(server);
  }

  public Path log(String server) {
    return dir.resolve("logs").resolve(server + ".log");
  }

  /** Process ids, and what else is known of the running stack. */
  public Path run() {
    return dir.resolve("run");
  }

  public Path pidFile(String server) {
    return run().resolve(server + ".pid");
  }

  /** The file in which the build left the paths of a server's artifacts. */
  public Path classPathFile(String server) {
    return home.resolve("stack/servers").resolve(server).resolve("target/classpath");
  }

  /**
   * A server's class path, or the path of its archive.
   *
   * @throws IOException when the server was not built
   */
  public String classPath(String server) throws IOException {
    return Files.readString(classPathFile(server)).strip();
  }
}
