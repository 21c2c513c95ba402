package dev.kappa.spark.source;

import dev.kappa.spark.duplicates.EventPacking;
import dev.kappa.spark.events.Admission;
import dev.kappa.spark.events.EventParser;
import dev.kappa.spark.io.BatchClock;
import dev.kappa.spark.io.SetAside;
import java.io.IOException;
import java.io.Serializable;

/**
 * What a job does with every record that it reads, before it computes anything.
 *
 * @param parser of the events
 * @param stage records that were sent back for another stage are passed over; null for a job that
 *     takes all
 * @param admission which events count
 * @param clock of the query
 * @param setAside keeps the records that do not count
 * @param packing how the others travel
 */
public record Intake(
    EventParser parser,
    String stage,
    Admission admission,
    BatchClock clock,
    SetAside setAside,
    EventPacking packing)
    implements Serializable {

  /** For the running task. */
  TaskIntake ofTask() throws IOException {
    return new TaskIntake(this, clock.times());
  }
}
