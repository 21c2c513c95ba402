package dev.kappa.monitor;

import dev.kappa.monitor.Heartbeats.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * All that the monitor sees at one moment. What could not be asked is as it was last seen, and the
 * server's state says since when.
 *
 * @param drivers what drivers say of the jobs that they run, by job
 * @param indices documents by index
 */
record Picture(
    Instant at,
    List<ServerState> servers,
    List<Topic> topics,
    List<Stage> stages,
    Map<String, Heartbeat> drivers,
    Map<DeadLetterCounts.Key, Long> deadLetters,
    List<Tables.Late> late,
    List<Tables.Top> tops,
    Map<String, Long> indices) {

  /**
   * A topic.
   *
   * @param role in the flow: {@code in}, {@code out} or {@code dead}
   * @param records offsets that it has had; -1 where that is not known
   */
  record Topic(String name, String role, boolean exists, long records, double perSecond) {}
}
