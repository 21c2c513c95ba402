package dev.kappa.connect;

import dev.kappa.connect.elastic.Elasticsearch;
import dev.kappa.connect.elastic.ElasticsearchUnavailableException;
import dev.kappa.connect.sink.Backpressure;
import dev.kappa.connect.sink.BulkBuffer;
import dev.kappa.connect.sink.BulkPipeline;
import dev.kappa.connect.sink.BulkRequest;
import dev.kappa.connect.sink.BulkSender;
import dev.kappa.connect.sink.DeadLetters;
import dev.kappa.connect.sink.DocumentMapper;
import dev.kappa.connect.sink.IndexSetup;
import dev.kappa.connect.sink.KafkaDeadLetters;
import dev.kappa.connect.sink.MalformedRecords;
import dev.kappa.connect.sink.Mapped;
import dev.kappa.connect.sink.NoDeadLetters;
import dev.kappa.connect.sink.OffsetLedger;
import dev.kappa.connect.sink.Outage;
import dev.kappa.connect.sink.RequestsInFlight;
import dev.kappa.connect.sink.ReturnedRecords;
import dev.kappa.connect.sink.SchemaMappings;
import dev.kappa.connect.sink.SinkConfig;
import dev.kappa.connect.sink.WorkerDeadLetters;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes records in, and lets their offsets be committed when they have reached their end. */
public final class ElasticsearchSinkTask extends SinkTask {
  private static final Logger log = LoggerFactory.getLogger(ElasticsearchSinkTask.class);

  private final OffsetLedger ledger = new OffsetLedger();
  private final Outage outage = new Outage();
  private final RequestsInFlight requests = new RequestsInFlight();
  private SinkConfig config;
  private Elasticsearch elasticsearch;
  private IndexSetup indices;
  private SchemaMappings mappings;
  private DocumentMapper mapper;
  private ReturnedRecords returned;
  private DeadLetters deadLetters;
  private MalformedRecords malformed;
  private MalformedRecords invalid;
  private BulkBuffer buffer;
  private BulkPipeline pipeline;
  private Backpressure backpressure;

  @Override
  public String version() {
    return PluginVersion.get();
  }

  @Override
  public void start(Map<String, String> props) {
    config = SinkConfig.of(props);
    elasticsearch = Elasticsearch.connect(config.connection());
    indices = new IndexSetup(elasticsearch, config.templates());
    mappings = new SchemaMappings(elasticsearch, config.schemaIgnored());
    mapper = new DocumentMapper(config.rules());
    returned = new ReturnedRecords(config.deadLetters().stage());
    deadLetters = openDeadLetters();
    malformed = new MalformedRecords(config.malformedDocuments(), deadLetters);
    invalid = config.invalidDropped() ? MalformedRecords.passedOver() : malformed;
    var batching = config.batching();
    buffer = new BulkBuffer(batching.size(), batching.bytes(), batching.linger());
    backpressure = new Backpressure(context, batching.maxBuffered(), batching.maxBufferedBytes());
    pipeline = new BulkPipeline(config.name(), buffer, batching.maxInFlight(), this::newSender);
  }

  @Override
  public void open(Collection<TopicPartition> partitions) {
    backpressure.partitionsChanged();
    try {
      partitions.stream()
          .map(partition -> config.rules().indexNames().of(partition.topic()))
          .distinct()
          .forEach(indices::ensure);
    } catch (ElasticsearchUnavailableException e) {
      log.warn("the indices are made when Elasticsearch is back: {}", e.getMessage());
    }
  }

  @Override
  public void put(Collection<SinkRecord> records) {
    pipeline.requireHealthy();
    for (var record : records) {
      var ticket =
          ledger.open(
              new TopicPartition(record.originalTopic(), record.originalKafkaPartition()),
              record.originalKafkaOffset());
      var mapped =
          returned.areForAnother(record) ? new Mapped.Nothing() : mapper.map(record, ticket);
      if (mapped instanceof Mapped.Write write) {
        buffer.add(write.operation());
      } else if (mapped instanceof Mapped.Malformed bad) {
        invalid.accept(
            record,
            bad.reason(),
            bad.explanation(),
            failure -> {
              if (failure == null) {
                ticket.settle();
              } else {
                pipeline.fail(failure);
              }
            });
      } else {
        ticket.settle();
      }
    }
    backpressure.update(ledger.openRecords(), buffer.bytes());
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> preCommit(
      Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
    pipeline.requireHealthy();
    if (!outage.lasts()) {
      buffer.flush();
      try {
        buffer.awaitEmpty(config.flushTimeout());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // commit what there is
      }
    }
    return ledger.committable(currentOffsets);
  }

  /** What another task reads from now on is not written here any more. */
  @Override
  public void close(Collection<TopicPartition> partitions) {
    ledger.forget(partitions);
    try {
      if (!requests.awaitEnd(config.flushTimeout())) {
        log.warn("a request is still under way for partitions that another task may have now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the task is stopped
    }
  }

  @Override
  public void stop() {
    try {
      if (pipeline != null) {
        pipeline.stop();
      }
      if (deadLetters != null) {
        deadLetters.close();
      }
      if (elasticsearch != null) {
        elasticsearch.close();
      }
    } catch (IOException e) {
      throw new ConnectException("the connections to Elasticsearch cannot be closed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private BulkSender newSender() {
    return new BulkSender(
        new BulkRequest(elasticsearch),
        indices,
        mappings,
        config.retries(),
        malformed,
        failure -> pipeline.fail(failure),
        outage,
        requests,
        RandomGenerator.getDefault());
  }

  private DeadLetters openDeadLetters() {
    var settings = config.deadLetters();
    if (!settings.topic().isEmpty()) {
      return KafkaDeadLetters.open(settings.topic(), settings.stage(), settings.producer());
    }
    var reporter = context.errantRecordReporter();
    return reporter == null ? new NoDeadLetters() : new WorkerDeadLetters(reporter);
  }
}
