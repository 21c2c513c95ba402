package dev.kappa.bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How long a program was away each time that it was killed.
 *
 * @param what was killed
 * @param perSecond events that were sent meanwhile
 * @param floor what was killed likewise, for people; empty where there is none
 * @param limit what is promised of the first new record, each time; null for nothing
 */
record Recovery(
    String what,
    int perSecond,
    List<Outage> measured,
    String floor,
    List<Outage> floors,
    Duration limit)
    implements Result {

  @Override
  public boolean holds() {
    return limit == null
        || measured.stream().allMatch(outage -> outage.firstRecord().compareTo(limit) < 0);
  }

  @Override
  public String text() {
    var text = new StringBuilder();
    text.append(
        "%s, killed and started again under %,d events/s%s: seconds after the kill, %d rounds, median [lowest … highest]%n"
            .formatted(
                what, perSecond, floor.isEmpty() ? "" : ", beside " + floor, measured.size()));
    text.append(
        "  %-9s%22s%22s%22s%28s%n"
            .formatted(
                "", "process runs", "first new event", "caught up", "events missing before"));
    text.append(row("measured", measured));
    if (!floors.isEmpty()) {
      text.append(row("floor", floors));
    }
    if (limit != null) {
      text.append(
          "  promised is a first new event within %d s, which %s%n"
              .formatted(limit.toSeconds(), holds() ? "holds" : "does NOT hold"));
    }
    return text.toString();
  }

  private static String row(String name, List<Outage> outages) {
    var missing = Spread.of(outages, Outage::missingBefore);
    return "  %-9s%22s%22s%22s%28s%n"
        .formatted(
            name,
            seconds(outages, Outage::started),
            seconds(outages, Outage::firstRecord),
            seconds(outages, Outage::caughtUp),
            "%,.0f [%,.0f … %,.0f]".formatted(missing.median(), missing.min(), missing.max()));
  }

  private static String seconds(List<Outage> outages, Function<Outage, Duration> time) {
    var spread = spread(outages, time);
    return "%.1f [%.1f … %.1f]".formatted(spread.median(), spread.min(), spread.max());
  }

  private static Spread spread(List<Outage> outages, Function<Outage, Duration> time) {
    return Spread.of(outages, outage -> time.apply(outage).toMillis() / 1e3);
  }

  @Override
  public Map<String, Object> json() {
    var object = new LinkedHashMap<String, Object>();
    object.put("stage", "recovery, " + what);
    object.put("events_per_second", perSecond);
    object.put("outages", json(measured));
    if (!floors.isEmpty()) {
      object.put("floor", floor);
      object.put("floor_outages", json(floors));
    }
    object.put("promised_first_record_seconds", limit == null ? null : limit.toSeconds());
    object.put("holds", holds());
    return object;
  }

  private static Map<String, Object> json(List<Outage> outages) {
    var object = new LinkedHashMap<String, Object>();
    object.put("process_runs_seconds", spread(outages, Outage::started));
    object.put("first_record_seconds", spread(outages, Outage::firstRecord));
    object.put("caught_up_seconds", spread(outages, Outage::caughtUp));
    object.put("missing_before", Spread.of(outages, Outage::missingBefore));
    object.put("events", Spread.of(outages, Outage::sent));
    return object;
  }
}
