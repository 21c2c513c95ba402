package dev.kappa.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * A file of employees, a line each of about 290 bytes, the same for the same seed.
 *
 * @param bytes of the lines, without their ends
 */
record EmployeeFile(Path file, long records, long bytes) {
  /** How many interests an employee has. */
  static final int INTERESTS_EACH = 3;

  private static final List<String> NAMES =
      List.of("LAURIE", "HANS", "MIGUEL", "PRIYA", "AKIRA", "CHLOE", "OLUWASEUN", "ZOË", "IVAN");
  private static final List<String> INTERESTS =
      List.of("Internet", "Planking", "Chess", "Rock Climbing", "Nordic Skating", "Cooking", "Tea");

  static EmployeeFile write(Path file, long records, long seed) {
    var random = new Random(seed);
    long bytes = 0;
    try (var writer = Files.newBufferedWriter(file)) {
      for (long n = 0; n < records; n++) {
        var line = employee(random, n);
        bytes += line.getBytes(StandardCharsets.UTF_8).length;
        writer.write(line);
        writer.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
    return new EmployeeFile(file, records, bytes);
  }

  /** The first so many, in a file of their own; these where there are no more. */
  EmployeeFile first(long fewer) {
    if (fewer >= records) {
      return this;
    }
    var other = file.resolveSibling("employees-%d.jsonl".formatted(fewer));
    long length = 0;
    try (var lines = Files.newBufferedReader(file);
        var writer = Files.newBufferedWriter(other)) {
      for (long n = 0; n < fewer; n++) {
        var line = lines.readLine();
        length += line.getBytes(StandardCharsets.UTF_8).length;
        writer.write(line);
        writer.write('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + other, e);
    }
    return new EmployeeFile(other, fewer, length);
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
