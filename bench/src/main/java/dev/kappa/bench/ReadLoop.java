package dev.kappa.bench;

import com.datastax.oss.driver.api.core.CqlSession;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The floor of an analytic job: reads topics to their end in one thread, with the jobs' fetch
 * settings, and takes the fields that jobs use out of each record with a streaming parser. Given a
 * table, it also upserts the rows that stand in it, in step with what it has read. Tells what it
 * has read as jobs do, and then waits to be stopped.
 */
final class ReadLoop {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> FIELDS = Set.of("uuid", "name", "user", "at", "category");

  private ReadLoop() {}

  /** Arguments: topics with commas between, records not to be measured, and perhaps a table. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var config = KappaConfig.load();
    var topics = List.of(args[0].split(",", -1));
    long warmUp = Long.parseLong(args[1]);
    if (args.length == 2) {
      run(config, topics, warmUp, Upserts.NONE);
    } else {
      try (CqlSession session = Cassandra.open(config.cassandra())) {
        run(config, topics, warmUp, RowUpserts.of(session, args[2]));
      }
    }
  }

  private static void run(KappaConfig config, List<String> topics, long warmUp, Upserts upserts)
      throws IOException, InterruptedException {
    var settings = new HashMap<String, Object>(config.kafka().clientProperties());
    settings.put("enable.auto.commit", false);
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", 10_000);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          topics.stream()
              .flatMap(topic -> consumer.partitionsFor(topic).stream())
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var end = LogEnd.of(consumer);
      long offsets = end.offsets().values().stream().mapToLong(Long::longValue).sum();
      System.out.println("floor: started");
      long records = 0;
      long told = 0;
      long characters = 0;
      while (records < offsets && !end.isReachedBy(consumer)) {
        for (var record : consumer.poll(Duration.ofMillis(100))) {
          characters += parse(record.value());
          records++;
        }
        upserts.upTo((double) records / offsets);
        if (told == 0 && records >= warmUp && warmUp > 0) {
          System.out.printf("floor: batch 0, %,d records%n", records);
          told = records;
        }
      }
      upserts.finish();
      System.out.printf("floor: batch 1, %,d records%n", records - told);
      System.out.printf("%,d characters%n", characters);
      new CountDownLatch(1).await();
    }
  }

  /** How long the fields are: something that depends on each of them. */
  private static int parse(byte[] value) throws IOException {
    int length = 0;
    try (var parser = JSON.createParser(value)) {
      parser.nextToken();
      for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        var token = parser.nextToken();
        if (token == JsonToken.VALUE_STRING && FIELDS.contains(name)) {
          length += parser.getText().length();
        } else {
          parser.skipChildren();
        }
      }
    }
    return length;
  }
}
