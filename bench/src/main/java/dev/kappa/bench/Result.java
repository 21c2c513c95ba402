package dev.kappa.bench;

import java.util.Map;

/** What a stage has found out. */
interface Result {
  /** Whether everything that is promised of it holds. */
  boolean holds();

  /** For people. */
  String text();

  /** For a script. */
  Map<String, Object> json();
}
