package dev.kappa.bench;

/** A part of the pipeline that can be measured beside a floor. */
interface Stage {
  String name();

  Comparison measure(Setting setting);
}
