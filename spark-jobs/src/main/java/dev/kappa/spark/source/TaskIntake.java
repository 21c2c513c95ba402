package dev.kappa.spark.source;

import dev.kappa.spark.duplicates.Gathering;
import dev.kappa.spark.events.Admission;
import dev.kappa.spark.events.EventRows;
import dev.kappa.spark.io.ReturnedRecords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Takes the records of one task: gathers events, keeps aside what does not count, counts both. */
final class TaskIntake {
  private final Intake intake;
  private final Admission.BatchTimes batch;
  private final Gathering gathering;
  private final Map<Admission.Reason, Long> notCounted = new EnumMap<>(Admission.Reason.class);
  private long records;

  TaskIntake(Intake intake, Admission.BatchTimes batch) {
    this.intake = intake;
    this.batch = batch;
    this.gathering = intake.packing().gathering(batch.watermarkMillis());
  }

  void take(ParsedRecord parsed) {
    var record = parsed.record();
    if (intake.stage() != null && ReturnedRecords.areForAnother(record.headers(), intake.stage())) {
      return;
    }
    records++;
    if (parsed instanceof ParsedRecord.Event event) {
      take(event);
    } else if (parsed instanceof ParsedRecord.Malformed malformed) {
      notCounted.merge(Admission.Reason.MALFORMED, 1L, Long::sum);
      intake.setAside().keepMalformed(record, malformed.problem());
    }
  }

  private void take(ParsedRecord.Event event) {
    var record = event.record();
    var atMicros = event.row().getLong(EventRows.AT);
    var objection = intake.admission().objection(atMicros, record.timestamp(), batch);
    if (objection.isEmpty()) {
      gathering.add(event.row(), record);
      return;
    }
    var reason = objection.get();
    notCounted.merge(reason, 1L, Long::sum);
    intake.setAside().keepUntimely(record, Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS), reason);
  }

  /** Whether {@link #drain} should be called before more is taken. */
  boolean isFull() {
    return gathering.isFull();
  }

  /** What was gathered since the last time. */
  List<byte[]> drain() {
    return gathering.drain();
  }

  /** Returns when everything that was set aside is kept, or throws. */
  void flush() {
    intake.setAside().flush();
  }

  /** How many records were taken. */
  long records() {
    return records;
  }

  /** How many of them did not count. */
  long notCounted(Admission.Reason reason) {
    return notCounted.getOrDefault(reason, 0L);
  }
}
