package dev.kappa.bench;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Something to ask Trino, and the barest client that knows.
 *
 * @param floor what that client does, for people
 * @param records how many have to be read
 * @param answer the right one, known before
 */
record Question(
    String name,
    String floor,
    long records,
    Object answer,
    Supplier<Object> trino,
    Supplier<Object> bare) {

  Sample askTrino(Setting setting) {
    return ask(setting, trino);
  }

  Sample askBarely(Setting setting) {
    return ask(setting, bare);
  }

  private Sample ask(Setting setting, Supplier<Object> client) {
    var us = ProcessHandle.current();
    var servers = setting.servers().cpu();
    var cpu = OsAccounting.cpu(us);
    long start = System.nanoTime();
    var found = client.get();
    var wall = Duration.ofNanos(System.nanoTime() - start);
    var use = new Use(OsAccounting.cpu(us).minus(cpu), OsAccounting.peakMemoryBytes(us));
    var sample =
        new Sample(
            records,
            records * setting.actions().bytes(),
            wall,
            use,
            setting.servers().since(servers));
    if (!found.equals(answer)) {
      throw new BenchFailedException(
          "sql, %s: the answer is %s, right is %s".formatted(name, found, answer));
    }
    return sample;
  }
}
