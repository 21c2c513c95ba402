package dev.kappa.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a stage took in several sizes.
 *
 * @param samples of each size, the smallest first
 */
record Scaled(String stage, Scale scale, Map<Long, List<Sample>> samples) implements Result {
  /** What is within this of proportional growth is not called worse: two runs differ as much. */
  private static final double NOISE = 1.2;

  /** One size, beside the smallest. */
  private record Row(
      long size,
      double sizeTimes,
      double seconds,
      double secondsTimes,
      double cpuSeconds,
      double cpuTimes,
      double microsPerRecord,
      double mebibytes,
      double mebibytesTimes) {

    /** What grew faster than the size did. */
    List<String> worseThanLinear() {
      var worse = new ArrayList<String>();
      if (secondsTimes > sizeTimes * NOISE) {
        worse.add("time");
      }
      if (cpuTimes > sizeTimes * NOISE) {
        worse.add("CPU");
      }
      if (mebibytesTimes > sizeTimes * NOISE) {
        worse.add("memory");
      }
      return worse;
    }
  }

  private List<Row> rows() {
    var rows = new ArrayList<Row>();
    samples.forEach(
        (size, of) -> {
          var first = rows.isEmpty() ? null : rows.get(0);
          double seconds = median(of, sample -> sample.wall().toNanos() / 1e9);
          double cpu = median(of, sample -> sample.cpuMicros() * sample.records() / 1e6);
          double mebibytes =
              median(of, sample -> sample.client().peakMemoryBytes() / (double) (1 << 20));
          rows.add(
              new Row(
                  size,
                  first == null ? 1 : (double) size / first.size(),
                  seconds,
                  first == null ? 1 : seconds / first.seconds(),
                  cpu,
                  first == null ? 1 : cpu / first.cpuSeconds(),
                  median(of, Sample::cpuMicros),
                  mebibytes,
                  first == null ? 1 : mebibytes / first.mebibytes()));
        });
    return rows;
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> figure) {
    return Spread.of(samples, figure).median();
  }

  /** Nothing is promised of it. */
  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public String text() {
    var text = new StringBuilder();
    text.append(
        "%s by %s, %d rounds, medians; CPU of the program and the servers, peak memory of the program%n"
            .formatted(stage, scale, samples.values().iterator().next().size()));
    text.append(
        "  %12s%8s%10s%8s%10s%8s%12s%8s%8s%n"
            .formatted(
                scale, "times", "seconds", "times", "CPU s", "times", "µs/record", "MiB", "times"));
    for (var row : rows()) {
      text.append(
          "  %,12d%8.1f%10.2f%8.1f%10.2f%8.1f%12.2f%8.0f%8.1f%s%n"
              .formatted(
                  row.size(),
                  row.sizeTimes(),
                  row.seconds(),
                  row.secondsTimes(),
                  row.cpuSeconds(),
                  row.cpuTimes(),
                  row.microsPerRecord(),
                  row.mebibytes(),
                  row.mebibytesTimes(),
                  row.worseThanLinear().isEmpty()
                      ? ""
                      : "  worse than linear: " + String.join(", ", row.worseThanLinear())));
    }
    return text.toString();
  }

  @Override
  public Map<String, Object> json() {
    var object = new LinkedHashMap<String, Object>();
    object.put("stage", stage);
    object.put("scale", scale.toString());
    object.put("sizes", rows().stream().map(Scaled::json).toList());
    object.put("holds", holds());
    return object;
  }

  private static Map<String, Object> json(Row row) {
    var object = new LinkedHashMap<String, Object>();
    object.put("size", row.size());
    object.put("seconds", row.seconds());
    object.put("cpu_seconds", row.cpuSeconds());
    object.put("cpu_micros_per_record", row.microsPerRecord());
    object.put("client_peak_memory_bytes", (long) (row.mebibytes() * (1 << 20)));
    object.put("worse_than_linear", row.worseThanLinear());
    return object;
  }
}
