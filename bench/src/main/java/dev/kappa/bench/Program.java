package dev.kappa.bench;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A Java program that is measured: a process of its own, ended with this one. */
final class Program implements AutoCloseable {
  /** What the enricher, jobs and floors say when they begin to read. */
  private static final Pattern RUNS = Pattern.compile("(?m)(\\benrich: RUNNING|^\\S+: started)$");

  private final String name;
  private final Process process;
  private final Path log;
  private final Thread endWithUs;

  private Program(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
    this.endWithUs = new Thread(process::destroyForcibly, "end-" + name);
    Runtime.getRuntime().addShutdownHook(endWithUs);
  }

  /** Starts a program, with the same JVM options as every other one. */
  static Program java(
      Setting setting, String name, String classPath, String mainClass, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(jdk("java"));
    command.addAll(List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", classPath, mainClass));
    command.addAll(arguments);
    return start(setting, name, command, Map.of());
  }

  /**
   * Starts a command of the {@code kappa} script, which becomes the program itself.
   *
   * @param environment on top of what every command is told
   */
  static Program kappa(
      Setting setting, String name, Map<String, String> environment, String... arguments) {
    return start(setting, name, setting.kappa().command(arguments), environment);
  }

  private static Program start(
      Setting setting, String name, List<String> command, Map<String, String> environment) {
    try {
      var log = Files.createTempFile(setting.folder(), name + "-", ".log");
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.redirectOutput(log.toFile()).redirectInput(new File("/dev/null"));
      builder.environment().putAll(setting.kappa().environment());
      builder.environment().putAll(environment);
      return new Program(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + name, e);
    }
  }

  /** CPU time so far, of all its threads, as the operating system counts it. */
  Duration cpu() {
    return OsAccounting.cpu(process.toHandle());
  }

  /** The same, or zero when it has just ended. */
  Duration cpuIfAlive() {
    return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Whether it has said that it runs. */
  boolean runs() {
    return RUNS.matcher(log()).find();
  }

  /** What it wrote to its outputs. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + log, e);
    }
  }

  /** Its exit code, or a failure with the end of its log. */
  void requireSuccess() {
    if (process.exitValue() != 0) {
      throw failed("ended with exit code " + process.exitValue());
    }
  }

  /** Waits until it ends. */
  void awaitSuccess() {
    try {
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        throw failed("does not end (what its threads do: " + writeDownThreads() + ")");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", e);
    }
    requireSuccess();
  }

  /** Writes down what its threads do, and returns where. */
  private Path writeDownThreads() throws InterruptedException {
    try {
      var threads = Files.createTempFile(name + "-threads-", ".txt");
      var command = List.of(jdk("jcmd"), Long.toString(process.pid()), "Thread.print");
      var builder = new ProcessBuilder(command).redirectErrorStream(true);
      var jcmd = builder.redirectOutput(threads.toFile()).start();
      if (!jcmd.waitFor(10, TimeUnit.SECONDS)) {
        jcmd.destroyForcibly(); // who does not end may not answer either
      }
      return threads;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write down what the threads of " + name + " do", e);
    }
  }

  /** A program of the JDK that runs this one. */
  private static String jdk(String program) {
    return Path.of(System.getProperty("java.home"), "bin", program).toString();
  }

  void requireRunning() {
    if (!process.isAlive()) {
      throw failed("ended before its work was done, with exit code " + process.exitValue());
    }
  }

  /** The most memory that it held, or 0 where the system does not tell. */
  long peakMemoryBytes() {
    return OsAccounting.peakMemoryBytes(process.toHandle());
  }

  /** A failure with the end of its log. */
  BenchFailedException failed(String what) {
    var lines = log().lines().toList();
    return new BenchFailedException(
        "%s %s:%n%s"
            .formatted(
                name,
                what,
                String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()))));
  }

  /** {@code kill -9}; returns when it is dead. */
  void kill() {
    try {
      process.destroyForcibly().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted", e);
    }
  }

  /** Stops it as Ctrl-C would. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      Runtime.getRuntime().removeShutdownHook(endWithUs);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IllegalStateException shuttingDown) {
      process.destroyForcibly();
    }
  }
}
