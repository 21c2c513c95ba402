package dev.kappa.spark.condensing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kappa.spark.Records;
import dev.kappa.spark.duplicates.EventPacking;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.events.ParseJson;
import dev.kappa.spark.packing.PackedRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class CondensingTest {
  private static final EventParser PARSER =
      new ParseJson(
          new StructType()
              .add("time", DataTypes.TimestampType)
              .add("page", DataTypes.StringType)
              .add("user", DataTypes.StringType)
              .add("size", DataTypes.IntegerType),
          "time");
  private static final Instant MIDNIGHT = Instant.parse("2026-11-28T00:00:00Z");
  private static final Condensing CONDENSING =
      Condensing.of(Duration.ofSeconds(10), "event_page", "event_user");

  /** A page, or null, and the beginning of ten seconds. */
  private record Window(String page, Instant start) {}

  /** What the events of a window are together. */
  private static final class Total {
    private long events;
    private Instant latest = Instant.MIN;
    private final Set<String> users = new HashSet<>();
  }

  @Test
  void theEventsOfAKeyAndAWindowAreOneRow() {
    var seed = 20261128L;
    System.out.println("seed " + seed);
    var random = new Random(seed);
    var records = new Records();
    var expected = new HashMap<Window, Total>();
    for (int i = 0; i < 5_000; i++) {
      var at = MIDNIGHT.plusMillis(random.nextInt(120_000) - 60_000);
      var page = random.nextInt(10) == 0 ? null : "page " + random.nextInt(5);
      var user = random.nextInt(10) == 0 ? null : "user " + random.nextInt(40);
      records.add(event(at, page, user), MIDNIGHT);
      var start = Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), 10) * 10);
      var total = expected.computeIfAbsent(new Window(page, start), key -> new Total());
      total.events++;
      total.latest = at.isAfter(total.latest) ? at : total.latest;
      if (user != null) {
        total.users.add(user);
      }
    }

    var condensed = condensed(records);

    assertThat(condensed).hasSameSizeAs(expected);
    expected.forEach(
        (window, total) -> {
          var row = condensed.get(window);
          assertThat(row.events).as("%s", window).isEqualTo(total.events);
          assertThat(row.latest).as("%s", window).isEqualTo(total.latest);
          assertThat(row.users).as("%s", window).isEqualTo(total.users.size());
        });
  }

  @Test
  void ofVeryManyKeysARowIsHandedOnBeforeAllEventsWereSeen() {
    var records = new Records();
    int pages = 200_000;
    for (int i = 0; i < 2 * pages; i++) {
      records.add(event(MIDNIGHT, "page " + i % pages, null), MIDNIGHT);
    }

    var condensed = condensedBlocks(blocks(records));

    assertThat(condensed).hasSizeGreaterThan(1);
    assertThat(events(condensed)).isEqualTo(2L * pages);
  }

  @Test
  void ofVeryManyEventsARowIsHandedOnBeforeAllWereSeen() {
    var records = new Records();
    for (int i = 0; i < 1_000; i++) {
      records.add(event(MIDNIGHT, "page", "user " + i), MIDNIGHT);
    }
    var many = Collections.nCopies(3_000, blocks(records)).stream().flatMap(List::stream).toList();

    var condensed = condensedBlocks(many);

    assertThat(condensed).hasSizeGreaterThan(1);
    assertThat(events(condensed)).isEqualTo(3_000_000);
  }

  private static List<byte[]> condensedBlocks(List<byte[]> blocks) {
    var condensed = new ArrayList<byte[]>();
    new Condense(CONDENSING, events().schema())
        .call(blocks.iterator())
        .forEachRemaining(condensed::add);
    return condensed;
  }

  private static long events(List<byte[]> condensed) {
    var events = new AtomicLong();
    var rows = new PackedRows(CONDENSING.schema(events().schema()));
    condensed.forEach(block -> rows.forEach(block, row -> events.addAndGet(row.getLong(2))));
    return events.get();
  }

  @Test
  void refusesAColumnThatHoldsNoTexts() {
    var schema = events().schema();
    assertThatThrownBy(() -> Condensing.of(Duration.ofMinutes(1), "event_size").schema(schema))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the column event_size holds no texts");
  }

  private record Row(long events, Instant latest, long users) {}

  private static Map<Window, Row> condensed(Records records) {
    var schema = events().schema();
    var rows = new PackedRows(CONDENSING.schema(schema));
    var found = new HashMap<Window, Row>();
    new Condense(CONDENSING, schema)
        .call(blocks(records).iterator())
        .forEachRemaining(
            block ->
                rows.forEach(
                    block,
                    row -> {
                      var latest = Instant.ofEpochMilli(row.getLong(0) / 1_000);
                      var start =
                          Instant.ofEpochSecond(Math.floorDiv(latest.getEpochSecond(), 10) * 10);
                      var page = row.isNullAt(1) ? null : row.getUTF8String(1).toString();
                      var users = DistinctSketch.of(row.getBinary(3)).count();
                      var before =
                          found.put(
                              new Window(page, start), new Row(row.getLong(2), latest, users));
                      assertThat(before).isNull();
                    }));
    return found;
  }

  private static List<byte[]> blocks(Records records) {
    return records.gathered(packing(), PARSER, 0);
  }

  private static PackedRows events() {
    return packing().rows();
  }

  private static EventPacking packing() {
    return new EventPacking(
        PARSER, Set.of("event_page", "event_user", "event_size"), Optional.empty());
  }

  private static String event(Instant at, String page, String user) {
    return "{\"time\":\"%s\",\"page\":%s,\"user\":%s,\"size\":1}"
        .formatted(at, quoted(page), quoted(user));
  }

  private static String quoted(String text) {
    return text == null ? "null" : '"' + text + '"';
  }
}
