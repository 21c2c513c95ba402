package dev.kappa.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Draws results, as {@code --json} writes them: for each comparison the CPU time of a record beside
 * the floor's, by process; for each stage that measures time its percentiles.
 */
final class Plot {
  private static final int WIDTH = 1_000;
  private static final int LABELS = 390;
  private static final int BAR = 16;
  private static final int GAP = 12;
  private static final int NUMBERS = 70;
  private static final List<String> PROCESSES =
      List.of("client", "kafka", "cassandra", "elasticsearch");
  private static final Map<String, String> COLOURS =
      Map.of(
          "client", "#3366aa",
          "kafka", "#dd8833",
          "cassandra", "#66aa55",
          "elasticsearch", "#aa5599",
          "time", "#3366aa");

  private final StringBuilder body = new StringBuilder();
  private int y = 20;

  private record Part(String name, double amount) {}

  private record Bar(String label, List<Part> parts) {
    double amount() {
      return parts.stream().mapToDouble(Part::amount).sum();
    }
  }

  /** An SVG picture of results. */
  static String of(List<JsonNode> results) {
    var plot = new Plot();
    plot.costs(results.stream().filter(one -> one.has("measured")).toList());
    results.stream().filter(one -> one.has("millis")).forEach(plot::times);
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
    <rect width="100%%" height="100%%" fill="white"/>
    %s</svg>
    """
        .formatted(WIDTH, plot.y, plot.body);
  }

  private void costs(List<JsonNode> comparisons) {
    if (comparisons.isEmpty()) {
      return;
    }
    title("CPU µs per record");
    legend();
    var bars = new ArrayList<Bar>();
    for (JsonNode one : comparisons) {
      bars.add(new Bar(one.path("stage").asText(), parts(one.path("measured"))));
      bars.add(new Bar("floor: " + one.path("floor").asText(), parts(one.path("floor_measured"))));
    }
    draw(bars, "%.2f");
  }

  private static List<Part> parts(JsonNode sample) {
    var parts = new ArrayList<Part>();
    for (String process : PROCESSES) {
      var micros = sample.path(process + "_cpu_micros_per_record").path("median");
      if (micros.isNumber()) {
        parts.add(new Part(process, micros.asDouble()));
      }
    }
    return parts;
  }

  private void times(JsonNode result) {
    title(
        "%s: milliseconds at %d events/s"
            .formatted(result.path("stage").asText(), result.path("events_per_second").asLong()));
    var bars = new ArrayList<Bar>();
    for (String name : List.of("p50", "p90", "p99", "p99.9", "max")) {
      bars.add(new Bar(name, List.of(new Part("time", result.at("/millis/" + name).asDouble()))));
    }
    draw(bars, "%.0f");
  }

  private void title(String text) {
    y += GAP;
    body.append(
        "<text x=\"10\" y=\"%d\" font-size=\"15\" font-weight=\"bold\">%s</text>%n"
            .formatted(y, escaped(text)));
    y += GAP;
  }

  private void legend() {
    int x = LABELS;
    for (String process : PROCESSES) {
      rectangle(x, 12, COLOURS.get(process));
      body.append("<text x=\"%d\" y=\"%d\">%s</text>%n".formatted(x + 16, y + BAR - 4, process));
      x += 100;
    }
    y += BAR + GAP;
  }

  private void draw(List<Bar> bars, String format) {
    double most = bars.stream().mapToDouble(Bar::amount).max().orElse(1);
    double scale = (WIDTH - LABELS - NUMBERS) / most;
    for (Bar bar : bars) {
      body.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
              .formatted(LABELS - 8, y + BAR - 4, escaped(shortened(bar.label()))));
      double x = LABELS;
      for (Part part : bar.parts()) {
        rectangle(x, part.amount() * scale, COLOURS.get(part.name()));
        x += part.amount() * scale;
      }
      body.append(
          "<text x=\"%.0f\" y=\"%d\">%s</text>%n"
              .formatted(x + 6, y + BAR - 4, String.format(Locale.ROOT, format, bar.amount())));
      y += BAR + (bar.label().startsWith("floor") ? GAP : 3);
    }
    y += GAP;
  }

  private void rectangle(double x, double width, String colour) {
    body.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n",
            x,
            y,
            width,
            BAR,
            colour));
  }

  private static String shortened(String text) {
    return text.length() <= 64 ? text : text.substring(0, 63) + "…";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
