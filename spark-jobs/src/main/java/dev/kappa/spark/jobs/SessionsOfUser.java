package dev.kappa.spark.jobs;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import java.util.Map;
import java.util.TreeMap;

/** The sessions of one user that an action may still join, by their start. */
public final class SessionsOfUser implements Retained {
  private final TreeMap<Long, Session> byStart = new TreeMap<>();

  /** Puts an action into the session it belongs to, or between two, which it makes one. */
  void add(long at, String uuid, String page) {
    var session = Session.of(at, uuid, page);
    var before = byStart.floorEntry(at);
    if (before != null && before.getValue().touches(session)) {
      session = session.with(byStart.remove(before.getKey()));
    }
    var after = byStart.higherEntry(at);
    if (after != null && after.getValue().touches(session)) {
      session = session.with(byStart.remove(after.getKey()));
    }
    byStart.put(session.start(), session);
  }

  /** A copy, by start. */
  Map<Long, Session> sessions() {
    return new TreeMap<>(byStart);
  }

  @Override
  public void forget(long watermarkMillis) {
    byStart.values().removeIf(session -> session.end() + Session.GAP_MILLIS <= watermarkMillis);
  }

  @Override
  public boolean isEmpty() {
    return byStart.isEmpty();
  }

  @Override
  public long untilMillis() {
    return byStart.lastEntry().getValue().end() + Session.GAP_MILLIS;
  }

  @Override
  public void write(Kryo kryo, Output output) {
    output.writeInt(byStart.size(), true);
    for (Session session : byStart.values()) {
      output.writeLong(session.start());
      output.writeString(session.firstUuid());
      output.writeString(session.firstPage());
      output.writeLong(session.end());
      output.writeString(session.lastUuid());
      output.writeString(session.lastPage());
      output.writeLong(session.actions(), true);
    }
  }

  @Override
  public void read(Kryo kryo, Input input) {
    for (int left = input.readInt(true); left > 0; left--) {
      var session =
          new Session(
              input.readLong(),
              input.readString(),
              input.readString(),
              input.readLong(),
              input.readString(),
              input.readString(),
              input.readLong(true));
      byStart.put(session.start(), session);
    }
  }
}
