package dev.kappa.enrich.topology;

import dev.kappa.contracts.ActionCount;
import dev.kappa.contracts.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What is counted, and the key of its count: {@code {"name":…,"minute":…}}.
 *
 * @param minute its start, ISO-8601 instant
 */
public record PageMinute(String name, String minute) {
  static PageMinute of(String name, Instant eventTime) {
    return new PageMinute(name, eventTime.truncatedTo(ChronoUnit.MINUTES).toString());
  }

  static PageMinute read(byte[] key) {
    return Json.decode(key, PageMinute.class);
  }

  byte[] key() {
    return Json.encode(this);
  }

  byte[] count(long actions) {
    return Json.encode(new ActionCount(name, minute, actions));
  }
}
