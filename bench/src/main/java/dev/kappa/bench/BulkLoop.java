package dev.kappa.bench;

import dev.kappa.contracts.config.KappaConfig;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The floor of the sink: reads a topic to its end and sends every record to {@code _bulk}, with the
 * sink's ids and versions, so many in a request and so many requests at once. It looks at no
 * record, tries nothing again and commits nothing. Then it waits to be stopped.
 */
final class BulkLoop {
  private static final int MAX_POLL_RECORDS = 2_000;

  private final KappaConfig.Elasticsearch elasticsearch;
  private final String path;
  private final int batchSize;
  private final int maxInFlight;
  private final Semaphore inFlight;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicReference<String> failure = new AtomicReference<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(1 << 20);
  private int operations;

  private BulkLoop(
      KappaConfig.Elasticsearch elasticsearch, String index, int batchSize, int maxInFlight) {
    this.elasticsearch = elasticsearch;
    this.path = "/" + index + "/_bulk?filter_path=errors";
    this.batchSize = batchSize;
    this.maxInFlight = maxInFlight;
    this.inFlight = new Semaphore(maxInFlight);
  }

  /** Arguments: topic, index, records of a request, requests at once. */
  public static void main(String[] args) throws InterruptedException {
    var config = KappaConfig.load();
    var loop =
        new BulkLoop(
            config.elasticsearch(), args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    var settings = new HashMap<String, Object>(config.kafka().clientProperties());
    settings.put("enable.auto.commit", false);
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", MAX_POLL_RECORDS);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      loop.run(consumer, args[0]);
    }
    new CountDownLatch(1).await();
  }

  private void run(KafkaConsumer<byte[], byte[]> consumer, String topic)
      throws InterruptedException {
    var partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    var end = LogEnd.of(consumer);
    while (!end.isReachedBy(consumer)) {
      for (var record : consumer.poll(Duration.ofMillis(100))) {
        add(record);
      }
    }
    flush();
    inFlight.acquire(maxInFlight);
    requireNoFailure();
  }

  private void add(ConsumerRecord<byte[], byte[]> record) throws InterruptedException {
    var action =
        "{\"index\":{\"_id\":\""
            + record.topic()
            + '+'
            + record.partition()
            + '+'
            + record.offset()
            + "\",\"version\":"
            + record.offset()
            + ",\"version_type\":\"external\"}}\n";
    body.writeBytes(action.getBytes(StandardCharsets.ISO_8859_1));
    body.writeBytes(record.value());
    body.write('\n');
    if (++operations == batchSize) {
      flush();
    }
  }

  private void flush() throws InterruptedException {
    if (operations == 0) {
      return;
    }
    var request =
        SearchIndex.request(elasticsearch, path)
            .POST(BodyPublishers.ofByteArray(body.toByteArray()))
            .build();
    body.reset();
    operations = 0;
    inFlight.acquire();
    requireNoFailure();
    var unused = // what became of it is noted before it is counted
        http.sendAsync(request, BodyHandlers.ofString()).whenComplete(this::answered);
  }

  private void answered(HttpResponse<String> answer, Throwable problem) {
    if (problem != null) {
      failure.set(problem.toString());
    } else if (answer.statusCode() != 200 || !answer.body().contains("\"errors\":false")) {
      failure.set(answer.statusCode() + " " + answer.body());
    }
    inFlight.release();
  }

  private void requireNoFailure() {
    if (failure.get() != null) {
      throw new BenchFailedException("_bulk: " + failure.get());
    }
  }
}
