package dev.kappa.bench;

import java.util.List;

/** A part of the pipeline that can be measured beside floors. */
interface Stage {
  String name();

  List<Comparison> measure(Setting setting);
}
