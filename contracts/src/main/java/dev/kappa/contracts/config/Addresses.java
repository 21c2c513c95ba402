package dev.kappa.contracts.config;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Addresses of servers as they stand in the configuration: one, or several with commas. */
final class Addresses {
  private Addresses() {}

  /** {@code host:port,host:port}. */
  static List<InetSocketAddress> hostsAndPorts(String text) {
    return list(text, Addresses::hostAndPort);
  }

  /** {@code http://host:port,https://host:port}. */
  static List<URI> urls(String text) {
    return list(text, Addresses::url);
  }

  static URI url(String text) {
    var url = URI.create(text);
    if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
      throw new IllegalArgumentException(text);
    }
    return url;
  }

  /** Accepts what {@code parser} can read, and nothing at all. */
  static ConfigDef.Validator validator(Consumer<String> parser, String expected) {
    return ConfigDef.LambdaValidator.with(
        (name, value) -> {
          try {
            if (!value.toString().isEmpty()) {
              parser.accept(value.toString());
            }
          } catch (IllegalArgumentException e) {
            throw new ConfigException(name, value, "expected " + expected);
          }
        },
        () -> expected);
  }

  private static InetSocketAddress hostAndPort(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException(text);
    }
    return InetSocketAddress.createUnresolved(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  private static <T> List<T> list(String text, Function<String, T> parser) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(parser).toList();
  }
}
