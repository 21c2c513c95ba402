package dev.kappa.ingest.generate;

import dev.kappa.contracts.Employee;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** Makes employees up; their interests follow a Zipf distribution. */
final class EmployeeGenerator implements EventGenerator {
  private static final LocalDate FIRST_JOINING = LocalDate.of(1985, 1, 1);
  private static final int DAYS_OF_JOINING = 40 * 365;
  private static final int MOST_INTERESTS = 6;

  private static final List<Post> POSTS =
      List.of(
          new Post("Engineer", 60, 120),
          new Post("Engineer", 60, 120),
          new Post("Senior Engineer", 80, 150),
          new Post("Delivery Manager", 90, 160),
          new Post("Manager", 90, 150),
          new Post("Vice President", 130, 220),
          new Post("President", 150, 260),
          new Post("CEO", 150, 320));

  private final SplittableRandom random;
  private final People people;
  private final Zipf zipf;
  private final int keys;

  EmployeeGenerator(long seed, int keys, double skew) {
    this.random = new SplittableRandom(seed);
    this.people = People.of(seed);
    this.zipf = new Zipf(keys, skew);
    this.keys = keys;
  }

  @Override
  public Object next(long index, Instant at) {
    boolean woman = random.nextBoolean();
    var post = Choice.of(POSTS, random);
    return new Employee(
        Choice.of(woman ? people.women() : people.men(), random),
        Choice.of(people.lastNames(), random),
        post.designation(),
        Integer.toString(1000 * random.nextInt(post.lowest(), post.highest())),
        FIRST_JOINING.plusDays(random.nextInt(DAYS_OF_JOINING)).toString(),
        Choice.of(people.addresses(), random),
        woman ? "Female" : "Male",
        random.nextInt(21, 66),
        random.nextInt(3) == 0 ? "Unmarried" : "Married",
        interests());
  }

  private String interests() {
    int wanted = random.nextInt(1, Math.min(MOST_INTERESTS, keys) + 1);
    var ranks = new LinkedHashSet<Integer>();
    while (ranks.size() < wanted) {
      ranks.add(zipf.draw(random));
    }
    return ranks.stream().map(Interests::name).collect(Collectors.joining(","));
  }

  /** Salaries are in thousands, the highest exclusive. */
  private record Post(String designation, int lowest, int highest) {}
}
