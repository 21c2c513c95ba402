package dev.kappa.spark.jobs;

/**
 * Actions of a user of which none is half an hour or more after the one before. Times are in
 * milliseconds since 1970; of actions in the same millisecond the one with the lower uuid is first.
 */
record Session(
    long start,
    String firstUuid,
    String firstPage,
    long end,
    String lastUuid,
    String lastPage,
    long actions) {
  /** Of this length without an action, a session is over. */
  static final long GAP_MILLIS = 30 * 60 * 1000;

  static Session of(long at, String uuid, String page) {
    return new Session(at, uuid, page, at, uuid, page, 1);
  }

  /** Whether there is no gap between the two. */
  boolean touches(Session other) {
    return other.start - end < GAP_MILLIS && start - other.end < GAP_MILLIS;
  }

  Session with(Session other) {
    var first = isBefore(start, firstUuid, other.start, other.firstUuid) ? this : other;
    var last = isBefore(end, lastUuid, other.end, other.lastUuid) ? other : this;
    return new Session(
        first.start,
        first.firstUuid,
        first.firstPage,
        last.end,
        last.lastUuid,
        last.lastPage,
        actions + other.actions);
  }

  private static boolean isBefore(long at, String uuid, long otherAt, String otherUuid) {
    return at != otherAt ? at < otherAt : uuid.compareTo(otherUuid) < 0;
  }
}
