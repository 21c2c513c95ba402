package dev.kappa.enrich.topology;

import java.util.List;

/** One thing that the enricher does, from topic to topic. */
public sealed interface Flow permits AppendFlow, EnrichActionsFlow {
  /** The topics it reads or writes; all of them must exist before it starts. */
  List<String> topics();
}
