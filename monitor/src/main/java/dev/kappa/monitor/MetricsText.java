package dev.kappa.monitor;

import dev.kappa.monitor.Heartbeats.Heartbeat;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The picture in the text format of Prometheus, version 0.0.4. */
final class MetricsText {
  static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final Map<Metric, List<String>> lines = new TreeMap<>();

  private MetricsText() {}

  static String of(Picture picture) {
    var text = new MetricsText();
    picture.topics().stream()
        .filter(topic -> topic.records() >= 0)
        .forEach(topic -> text.add(Metric.TOPIC_RECORDS, topic.records(), topic.name()));
    for (var stage : picture.stages()) {
      if (stage.records() >= 0) {
        text.add(Metric.RECORDS, stage.records(), stage.name(), "", "consumed");
      }
      if (stage.lag() >= 0) {
        text.add(Metric.LAG, stage.lag(), stage.name());
      }
      if (stage.freshness() >= 0) {
        text.add(Metric.FRESHNESS, stage.freshness(), stage.name());
      }
      boolean still = stage.state() == Stage.State.STANDING_STILL;
      boolean up = still || stage.state() == Stage.State.RUNNING;
      text.add(Metric.UP, up ? 1 : 0, stage.name(), stage.kind().text());
      text.add(Metric.STANDING_STILL, still ? 1 : 0, stage.name());
    }
    picture.drivers().forEach(text::add);
    picture.servers().stream()
        .filter(s -> s.up() || s.wanted())
        .forEach(s -> text.add(Metric.SERVER_UP, s.up() ? 1 : 0, s.name()));
    var dead = new LinkedHashMap<List<String>, Long>();
    picture
        .deadLetters()
        .forEach(
            (key, count) -> {
              text.add(Metric.DEAD_LETTERS, count, key.stage(), key.reason(), key.topic());
              dead.merge(List.of(key.stage(), key.topic()), count, Long::sum);
            });
    dead.forEach(
        (key, count) -> text.add(Metric.RECORDS, count, key.get(0), key.get(1), "dead_letter"));
    var late = new TreeMap<String, Long>();
    for (var row : picture.late()) {
      text.add(Metric.LATE_ROWS, row.count(), row.job(), row.reason());
      late.merge(row.job(), row.count(), Long::sum);
    }
    late.forEach((job, count) -> text.add(Metric.RECORDS, count, job, "", "late"));
    picture.indices().forEach((index, count) -> text.add(Metric.DOCUMENTS, count, index));
    text.add(Metric.SEEN, picture.at().getEpochSecond());
    return text.text();
  }

  private void add(String job, Heartbeat driver) {
    add(Metric.RETRIES, driver.retries(), job);
    driver
        .last()
        .ifPresent(
            batch -> {
              add(Metric.BATCH_DURATION, batch.seconds(), job);
              add(Metric.STATE_BYTES, batch.stateBytes(), job);
              add(Metric.WATERMARK, batch.watermark().getEpochSecond(), job);
            });
  }

  private void add(Metric metric, Number value, String... labels) {
    var line = new StringBuilder(metric.shownName());
    for (int i = 0; i < labels.length; i++) {
      line.append(i == 0 ? '{' : ',').append(metric.labels().get(i)).append("=\"");
      line.append(escaped(labels[i])).append('"');
    }
    line.append(labels.length == 0 ? " " : "} ").append(number(value.doubleValue()));
    lines.computeIfAbsent(metric, key -> new ArrayList<>()).add(line.toString());
  }

  private String text() {
    var text = new StringBuilder();
    lines.forEach(
        (metric, of) -> {
          text.append("# HELP ").append(metric.shownName()).append(' ').append(metric.help());
          text.append("\n# TYPE ").append(metric.shownName()).append(' ').append(metric.type());
          text.append('\n');
          of.forEach(line -> text.append(line).append('\n'));
        });
    return text.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.3f", value);
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
