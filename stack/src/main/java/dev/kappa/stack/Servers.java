package dev.kappa.stack;

import dev.kappa.contracts.config.ConfigurationException;
import dev.kappa.contracts.config.KappaConfig;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The servers that the local stack can run, in the order in which they are shown. */
record Servers(List<Server> all) {

  /** Other names that people know a server by. */
  private static final Map<String, String> ALIASES =
      Map.of("trino", "presto", "elastic", "elasticsearch", "es", "elasticsearch");

  Servers {
    all = List.copyOf(all);
  }

  static Servers of(StackLayout layout, KappaConfig config, JavaHomes javas) {
    var ports = config.stack().ports();
    return new Servers(
        List.of(
            new KafkaServer(layout, ports, javas),
            new ConnectServer(layout, ports, javas),
            new CassandraServer(layout, ports, javas),
            new ElasticsearchServer(layout, ports, javas),
            new TrinoServer(layout, ports, javas),
            new MonitorServer(layout, ports, javas)));
  }

  /**
   * The servers of these names, in the stack's order.
   *
   * @throws ConfigurationException naming the names that are none
   */
  List<Server> named(Collection<String> names) {
    var wanted = names.stream().map(n -> ALIASES.getOrDefault(n, n)).collect(Collectors.toSet());
    var known = all.stream().map(Server::name).toList();
    var unknown = wanted.stream().filter(n -> !known.contains(n)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          List.of(
              "no such server: %s; there are %s"
                  .formatted(String.join(", ", unknown), String.join(", ", known))));
    }
    return all.stream().filter(s -> wanted.contains(s.name())).toList();
  }

  /** These servers and all that they need, in the stack's order. */
  List<Server> withNeeds(Collection<Server> servers) {
    var names = new LinkedHashSet<String>();
    servers.forEach(server -> addWithNeeds(server, names));
    return named(names);
  }

  /** Every server before those that it needs. */
  List<Server> dependantsFirst() {
    var order = new ArrayList<Server>();
    all.forEach(server -> addAfterDependants(server, order));
    return order;
  }

  private void addWithNeeds(Server server, Set<String> names) {
    if (names.add(server.name())) {
      named(server.needs()).forEach(needed -> addWithNeeds(needed, names));
    }
  }

  private void addAfterDependants(Server server, List<Server> order) {
    all.stream()
        .filter(s -> s.needs().contains(server.name()) || s.startsAfter().contains(server.name()))
        .forEach(dependant -> addAfterDependants(dependant, order));
    if (!order.contains(server)) {
      order.add(server);
    }
  }
}
