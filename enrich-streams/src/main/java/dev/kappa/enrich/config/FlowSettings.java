package dev.kappa.enrich.config;

import dev.kappa.enrich.topology.CountFlow;
import dev.kappa.enrich.topology.Flow;
import dev.kappa.enrich.topology.JoinFlow;
import dev.kappa.enrich.topology.RouteFlow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The flows that a file adds:
 *
 * <pre>
 *   route.TOPIC.FIELD = VALUE:TOPIC,VALUE:TOPIC,*:TOPIC
 *   join.TOPIC.FIELD  = TABLE:TOPIC:FIELD,FIELD
 *   count.TOPIC       = TABLE
 * </pre>
 *
 * The last dot of {@code TOPIC.FIELD} ends the topic. A comma that belongs to a value is written
 * {@code \,} (in a properties file: {@code \\,}).
 */
final class FlowSettings {
  private static final String ANY = "*";
  private static final String UNESCAPED_COMMA = "(?<!\\\\),";

  private final Given given;
  private final List<Flow> flows = new ArrayList<>();

  private FlowSettings(Given given) {
    this.given = given;
  }

  /** Takes the settings of added flows, in the order of their keys. */
  static List<Flow> take(Given given) {
    var settings = new FlowSettings(given);
    given.takeAll("join.", settings.ofField("join.", settings::join));
    given.takeAll("route.", settings.ofField("route.", settings::route));
    given.takeAll("count.", settings::count);
    return settings.flows;
  }

  private interface OfField {
    void take(String key, String topic, String field, String value);
  }

  private BiConsumer<String, String> ofField(String prefix, OfField taker) {
    return (rest, value) -> {
      int dot = rest.lastIndexOf('.');
      if (dot < 1 || dot == rest.length() - 1) {
        given.problem("%s%s: should be %sTOPIC.FIELD".formatted(prefix, rest, prefix));
        return;
      }
      var key = prefix + rest;
      taker.take(key, given.topic(key, rest.substring(0, dot)), rest.substring(dot + 1), value);
    };
  }

  private void route(String key, String topic, String field, String value) {
    var routes = new LinkedHashMap<String, String>();
    for (var part : value.split(UNESCAPED_COMMA, -1)) {
      int colon = part.lastIndexOf(':');
      if (colon < 1 || colon == part.length() - 1) {
        given.problem("%s: '%s' is not VALUE:TOPIC".formatted(key, part));
        return;
      }
      var label = part.substring(0, colon).strip().replace("\\,", ",");
      if (routes.put(label, given.topic(key, part.substring(colon + 1).strip())) != null) {
        given.problem("%s: '%s' is there twice".formatted(key, label));
      }
    }
    var otherwise = Optional.ofNullable(routes.remove(ANY));
    flows.add(new RouteFlow(topic, field, routes, otherwise));
  }

  private void join(String key, String topic, String field, String value) {
    var parts = value.split(":", -1);
    if (parts.length != 3 || value.matches("(.*:)?\\s*(:.*)?")) {
      given.problem("%s: '%s' is not TABLE:TOPIC:FIELD,FIELD".formatted(key, value));
      return;
    }
    var fields = List.of(parts[2].strip().split("\\s*,\\s*"));
    flows.add(
        new JoinFlow(
            topic,
            field,
            given.topic(key, parts[0].strip()),
            given.topic(key, parts[1].strip()),
            fields));
  }

  private void count(String topic, String table) {
    var key = "count." + topic;
    if (table.isEmpty()) {
      given.problem(key + ": empty; it names the table's topic");
    }
    flows.add(new CountFlow(given.topic(key, topic), given.topic(key, table)));
  }
}
