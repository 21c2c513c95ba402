package dev.kappa.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** A file of employees, a line each of about 290 bytes, written when it is first asked for. */
final class EmployeeFile {
  /** How many interests an employee has. */
  static final int INTERESTS_EACH = 3;

  private static final List<String> NAMES =
      List.of("LAURIE", "HANS", "MIGUEL", "PRIYA", "AKIRA", "CHLOE", "OLUWASEUN", "ZOË", "IVAN");
  private static final List<String> INTERESTS =
      List.of("Internet", "Planking", "Chess", "Rock Climbing", "Nordic Skating", "Cooking", "Tea");

  private final Path folder;
  private final long records;
  private final long seed;
  private final PrintStream progress;
  private long bytes;

  /** So many; the same for the same seed. */
  EmployeeFile(Path folder, long records, long seed, PrintStream progress) {
    this.folder = folder;
    this.records = records;
    this.seed = seed;
    this.progress = progress;
  }

  long records() {
    return records;
  }

  Path file() {
    var file = folder.resolve("employees-%d.jsonl".formatted(records));
    if (bytes == 0) {
      bytes = write(file);
    }
    return file;
  }

  /** Of the lines, without their ends. */
  long bytes() {
    file();
    return bytes;
  }

  /** The first so many, in a file of their own; these where there are no more. */
  EmployeeFile first(long fewer) {
    return fewer >= records ? this : new EmployeeFile(folder, fewer, seed, progress);
  }

  private long write(Path file) {
    progress.printf("bench: writing %,d records to a file%n", records);
    var random = new Random(seed);
    long written = 0;
    try (var writer = Files.newBufferedWriter(file)) {
      for (long n = 0; n < records; n++) {
        var line = employee(random, n);
        written += line.getBytes(StandardCharsets.UTF_8).length;
        writer.write(line);
        writer.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return written;
  }

  private static String employee(Random random, long n) {
    return ("{\"FirstName\":\"%s\",\"LastName\":\"%s%d\",\"Designation\":\"Senior"
            + " Developer\",\"Salary\":\"%d\",\"DateOfJoining\":\"%d-%02d-%02d\",\"Address\":\"%d"
            + " High Street, Springfield, SP"
            + " %05d\",\"Gender\":\"%s\",\"Age\":%d,\"MaritalStatus\":\"Unmarried\","
            + "\"Interests\":\"%s,%s,%s\"}")
        .formatted(
            of(NAMES, random),
            of(NAMES, random),
            n,
            30_000 + random.nextInt(170_000),
            1980 + random.nextInt(40),
            1 + random.nextInt(12),
            1 + random.nextInt(28),
            random.nextInt(1_000),
            random.nextInt(100_000),
            random.nextBoolean() ? "Female" : "Male",
            20 + random.nextInt(50),
            of(INTERESTS, random),
            of(INTERESTS, random),
            of(INTERESTS, random));
  }

  private static String of(List<String> some, Random random) {
    return some.get(random.nextInt(some.size()));
  }
}
