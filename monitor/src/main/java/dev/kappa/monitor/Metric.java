package dev.kappa.monitor;

import java.util.List;

/** The metrics of the pipeline as the monitor sees it. Names and labels are stable. */
enum Metric {
  RECORDS(
      "kappa_records_total",
      "counter",
      "Records that a stage has consumed (outcome consumed: by its offsets), set aside as dead"
          + " letters (dead_letter) or kept as too late (late); topic is empty where a stage reads"
          + " several.",
      List.of("stage", "topic", "outcome")),
  TOPIC_RECORDS(
      "kappa_topic_records_total",
      "counter",
      "Offsets that a topic has had; the markers of transactions are among them.",
      List.of("topic")),
  LAG(
      "kappa_lag_records",
      "gauge",
      "Records that wait for a stage; only markers of transactions count as none.",
      List.of("stage")),
  FRESHNESS(
      "kappa_freshness_seconds",
      "gauge",
      "How long the oldest record that waits for a stage has waited; 0 where none waits.",
      List.of("stage")),
  UP(
      "kappa_stage_up",
      "gauge",
      "1 while a stage runs, 0 where it is stopped, down or unknown.",
      List.of("stage", "kind")),
  STANDING_STILL(
      "kappa_stage_standing_still",
      "gauge",
      "1 while records wait for a running stage that has consumed none for six seconds.",
      List.of("stage")),
  BATCH_DURATION(
      "kappa_batch_duration_seconds",
      "gauge",
      "How long a job's last micro-batch with records took.",
      List.of("stage")),
  STATE_BYTES(
      "kappa_state_bytes",
      "gauge",
      "What a job's state took after it, on disk and in memory.",
      List.of("stage")),
  WATERMARK(
      "kappa_watermark_seconds",
      "gauge",
      "A job's watermark then, in seconds since 1970.",
      List.of("stage")),
  RETRIES(
      "kappa_retries_total",
      "counter",
      "How often a job's query has failed and was started again by its driver.",
      List.of("stage")),
  SERVER_UP(
      "kappa_server_up", "gauge", "1 while a server that ought to run answers.", List.of("server")),
  DEAD_LETTERS(
      "kappa_dead_letters_total",
      "counter",
      "Dead letters by the stage that set them aside, the reason and the topic of the record.",
      List.of("stage", "reason", "topic")),
  LATE_ROWS(
      "kappa_late_rows",
      "gauge",
      "Rows that a job kept as too late or from the future; counted up to 20,000.",
      List.of("job", "reason")),
  DOCUMENTS("kappa_index_documents", "gauge", "Documents in an index.", List.of("index")),
  SEEN(
      "kappa_monitor_seen_seconds",
      "gauge",
      "When the monitor last looked, in seconds since 1970.",
      List.of());

  private final String shownName;
  private final String type;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // each is a List.of
  private final List<String> labels;

  Metric(String shownName, String type, String help, List<String> labels) {
    this.shownName = shownName;
    this.type = type;
    this.help = help;
    this.labels = labels;
  }

  String shownName() {
    return shownName;
  }

  String type() {
    return type;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels;
  }
}
