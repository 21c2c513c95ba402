package dev.kappa.spark.duplicates;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** What tells an event from others, as text. */
interface Identity {
  /** Of one event; null for an event that is nobody's duplicate. */
  UTF8String of(InternalRow event);
}
