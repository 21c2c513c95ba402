package dev.kappa.bench;

import java.util.List;

/** A part of the pipeline that can be measured. */
interface Stage {
  String name();

  /** The servers of the local stack that it needs. */
  List<String> servers();

  List<Result> measure(Setting setting);
}
