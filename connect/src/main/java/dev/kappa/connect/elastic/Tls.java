package dev.kappa.connect.elastic;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * Whom to trust, and who to be, where nodes are reached by https.
 *
 * @param context empty trust and key stores mean the JVM's own
 * @param hostnameVerified whether a node's certificate must be made out to its host name
 */
public record Tls(SSLContext context, boolean hostnameVerified) {

  /**
   * Reads the settings that Kafka's clients have for TLS: {@code ssl.truststore.location}, {@code
   * ssl.keystore.location} and so on; JKS, PKCS12 and PEM.
   *
   * @throws org.apache.kafka.common.KafkaException when a store cannot be read
   */
  public static Tls of(Map<String, String> settings) {
    var definition = new ConfigDef();
    SslConfigs.addClientSslSupport(definition);
    var values = new AbstractConfig(definition, settings, false).values();
    try (var factory = new DefaultSslEngineFactory()) {
      factory.configure(values);
      var verification = values.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
      return new Tls(factory.sslContext(), !"".equals(verification));
    }
  }
}
