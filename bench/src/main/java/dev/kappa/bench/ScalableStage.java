package dev.kappa.bench;

import java.util.Set;

/** A stage that can be measured without its floor, to see how its cost grows. */
interface ScalableStage extends Stage {
  /** What its cost may depend on. */
  Set<Scale> scales();

  /** Measures it once, and checks what it wrote. */
  Sample alone(Setting setting);
}
