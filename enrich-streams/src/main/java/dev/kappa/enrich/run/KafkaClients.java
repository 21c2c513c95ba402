package dev.kappa.enrich.run;

import dev.kappa.contracts.HangingTransactions;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka's clients as Kafka Streams makes them itself, but for two things: the transactions belong
 * to the instance, also when it is started again (Kafka Streams names them anew each time it starts
 * without a store), and a producer that takes over from an earlier one makes sure that nothing of
 * that one is left open.
 */
final class KafkaClients implements KafkaClientSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaClients.class);

  private final String transactions;
  private final Predicate<String> writes;

  /**
   * @param transactions what the transactional ids of the instance's threads begin with
   * @param writes the topics that the application writes, Kafka's own topic of offsets among them
   */
  KafkaClients(String transactions, Predicate<String> writes) {
    this.transactions = transactions;
    this.writes = writes;
  }

  @Override
  public Admin getAdmin(Map<String, Object> settings) {
    return Admin.create(settings);
  }

  @Override
  public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
    var own = new HashMap<>(settings);
    own.computeIfPresent(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG, (key, id) -> transactions + thread(id.toString()));
    return new TakingOver(own);
  }

  /** The end of what Kafka Streams calls its transactions: the number of the thread. */
  private static String thread(String transactionalId) {
    return transactionalId.substring(transactionalId.lastIndexOf('-'));
  }

  @Override
  public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
    return getConsumer(settings);
  }

  @Override
  public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
    return getConsumer(settings);
  }

  private final class TakingOver extends KafkaProducer<byte[], byte[]> {
    private final Map<String, Object> settings;

    TakingOver(Map<String, Object> settings) {
      super(settings, new ByteArraySerializer(), new ByteArraySerializer());
      this.settings = settings;
    }

    @Override
    public void initTransactions() {
      super.initTransactions();
      var id = settings.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG).toString();
      var aborted = HangingTransactions.abort(settings, id, writes);
      if (!aborted.isEmpty()) {
        LOG.warn("aborted what {} had left open in {}", id, aborted);
      }
    }
  }
}
