package dev.kappa.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.cql.Row;
import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.contracts.Json;
import dev.kappa.spark.oracle.WindowSums;
import dev.kappa.spark.sql.Example;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The worked examples of docs/own-jobs.md, as they stand there, on real Kafka and Cassandra: one in
 * a jar, one in a {@code .sql} file, against oracles; and what {@code kappa jobs} says meanwhile.
 */
class OwnJobsIT {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final long SEED = 20261125L;
  private static final int ORDERS = 5_000;
  private static final int ACTIONS = 5_000;

  @TempDir private Path folder;
  private Pipeline pipeline;
  private KappaScript kappa;
  private String orders;
  private final Random random = new Random(SEED);
  private final WindowSums byShop = new WindowSums(Duration.ofHours(1));
  private final WindowSums couponsByShop = new WindowSums(Duration.ofHours(1));
  private final WindowSums byUri = new WindowSums(Duration.ofHours(1));

  @BeforeEach
  void start() throws Exception {
    System.out.println("seed " + SEED);
    pipeline = new Pipeline(folder, "PT6H");
    orders = pipeline.unique("shop.orders");
    pipeline.createTopic(orders);
    // A space in every path, and names relative to the folder in which the script is run.
    var mine = Files.createDirectories(folder.resolve("my jobs"));
    kappa = new KappaScript(mine, pipeline.configuration());
    JobJar.build(Example.JAVA, mine.resolve("own-jobs.jar"));
    Files.writeString(
        mine.resolve("orders-by-shop.sql"),
        Files.readString(Example.ORDERS).replace("shop.orders", orders));
  }

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void jobsInAJarAndInAFileRunLikeBuiltInOnes() throws Exception {
    String[] both = {"--jars", "own-jobs.jar", "actions-by-uri", "orders-by-shop.sql"};
    var refused = kappa.run(submit(both, "--until-now"));
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.errors())
        .contains(
            "the table %s.actions_by_uri does not exist; create it: ./kappa submit --jars JAR actions-by-uri --print-table | ./kappa cql -f -"
                .formatted(pipeline.keyspace()),
            "the table %s.orders_by_shop does not exist; create it: ./kappa submit orders-by-shop.sql --print-table | ./kappa cql -f -"
                .formatted(pipeline.keyspace()));

    var printed = kappa.run(submit(both, "--print-table"));
    assertThat(printed.exitCode()).as(printed.errors()).isZero();
    for (String statement : printed.output().replaceAll("(?m)^--.*$", "").split(";", -1)) {
      if (!statement.isBlank()) {
        pipeline.create(statement);
      }
    }

    produce();
    var ran = kappa.run(submit(both, "--until-now", "--json"));
    assertThat(ran.exitCode()).as(ran.errors()).isZero();
    var report = lastLine(ran.output());
    assertThat(report.at("/jobs/orders-by-shop/records").asLong()).isEqualTo(ORDERS + 2);
    assertThat(report.at("/jobs/orders-by-shop/malformed").asLong()).isEqualTo(2);
    assertThat(report.at("/jobs/actions-by-uri/records").asLong()).isEqualTo(ACTIONS);
    assertThatTablesEqualTheOracles();
    assertThat(pipeline.deadLetters()).hasSize(2);
    assertThat(pipeline.lag("orders-by-shop", orders)).isZero();

    var listed =
        lastLine(
            kappa.run("jobs", "--jars", "own-jobs.jar", "orders-by-shop.sql", "--json").output());
    var shop = job(listed, "orders-by-shop");
    assertThat(shop.get("state").asText()).isEqualTo("stopped");
    assertThat(shop.get("built_in").asBoolean()).isFalse();
    assertThat(shop.get("lag_offsets").asLong()).isZero();
    assertThat(shop.get("rows").asLong()).isEqualTo(byShop.rows().size());
    assertThat(shop.get("newest_in_table").asText()).isEqualTo("2026-11-23T12:00:00Z");
    assertThat(job(listed, "actions-by-uri").get("rows").asLong()).isEqualTo(byUri.rows().size());
    assertThat(job(listed, "actions-by-page").get("state").asText()).isEqualTo("never run");
    assertThat(job(listed, "actions-by-page").get("lag_offsets").asLong())
        .isGreaterThan(ACTIONS - 1);
  }

  @Test
  void aJobRunsMeasuresAndLogsWhileItsDriverLivesAndIsLostWhenItIsKilled() throws Exception {
    produce();
    int port = StandaloneCluster.freePort();
    var driver =
        kappa.start(
            Map.of("KAPPA_LOG_FORMAT", "json", "KAPPA_JAVA_OPTS", "-Dkappa.log.level=info"),
            "submit",
            "actions-by-page",
            "--properties-file",
            System.getProperty("kappa.root") + "/spark-jobs/spark-metrics.conf",
            "--conf",
            "spark.ui.port=" + port);
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> state("actions-by-page").equals("running"));
      assertThatSparkTellsWhatItMeasures(port);
      assertThatEveryLineIsAnEvent(folder.resolve("my jobs/errors"));
    } finally {
      driver.destroyForcibly();
      driver.waitFor(30, TimeUnit.SECONDS);
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofSeconds(3))
        .until(() -> state("actions-by-page").equals("lost"));
  }

  @Test
  void whatCannotBeAskedIsSaid() throws Exception {
    var configuration =
        Files.writeString(
            folder.resolve("nobody.properties"),
            "kafka.bootstrap.servers=127.0.0.1:1\ncassandra.contact.points=127.0.0.1:2\n"
                + "jobs.checkpoint.dir="
                + folder);
    var asked = new KappaScript(folder, configuration).run("jobs", "--wait", "2");
    assertThat(asked.exitCode()).isEqualTo(1);
    assertThat(asked.output()).contains("actions-by-page");
    assertThat(asked.errors())
        .contains("Kafka at 127.0.0.1:1 does not answer, so lag is unknown")
        .contains("Cassandra at 127.0.0.1:2 does not answer, so rows are unknown");
  }

  /** What docs/metrics.md names. */
  private static void assertThatSparkTellsWhatItMeasures(int port) {
    var query = "metrics_kappa_driver_spark_streaming_actions_by_page_";
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(get(port, "/metrics/prometheus/"))
                    .containsPattern(query + "latency_Value\\{.*} [1-9]")
                    .containsPattern(query + "eventTime_watermark_Value\\{.*} [1-9]")
                    .contains(query + "inputRate_total_Value", query + "processingRate_total_Value")
                    .contains(query + "states_rowsTotal_Value")
                    .contains(query + "states_usedBytes_Value"));
    assertThat(get(port, "/metrics/executors/prometheus")).contains("metrics_executor_");
  }

  private static String get(int port, String path) {
    var asked = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    return HttpClient.newHttpClient()
        .sendAsync(asked, BodyHandlers.ofString())
        .thenApply(HttpResponse::body)
        .join();
  }

  private static void assertThatEveryLineIsAnEvent(Path log) throws IOException {
    var loggers = new HashSet<String>();
    for (var line : Files.readAllLines(log)) {
      var event = Json.mapper().readTree(line);
      assertThat(event.path("timestamp").asText()).as(line).endsWith("Z");
      assertThat(event.path("level").asText()).as(line).isIn("INFO", "WARN");
      assertThat(event.path("stage").asText()).as(line).isIn("submit", "actions-by-page");
      assertThat(event.has("message")).as(line).isTrue();
      loggers.add(event.path("logger").asText());
    }
    assertThat(loggers).as("Spark's own, and the job's").hasSizeGreaterThan(2).contains("");
  }

  private String state(String name) throws IOException, InterruptedException {
    // In a folder of its own, where it does not overwrite what the driver prints.
    var mine = Files.createDirectories(folder.resolve("asked"));
    var asked = new KappaScript(mine, pipeline.configuration()).run("jobs", "--json");
    return job(lastLine(asked.output()), name).get("state").asText();
  }

  private void produce() {
    try (var producer = pipeline.producer()) {
      producer.beginTransaction();
      for (int i = 0; i < ORDERS; i++) {
        var at = START.plusSeconds(random.nextInt(3 * 3_600));
        var shop = "shop " + random.nextInt(20);
        var amount = BigDecimal.valueOf(random.nextInt(100_000), 2);
        var coupon = random.nextInt(4) == 0;
        byShop.add(shop, at, amount);
        if (coupon) {
          couponsByShop.add(shop, at, ONE);
        }
        Pipeline.send(
            producer,
            orders,
            i % Pipeline.PARTITIONS,
            at,
            "{\"id\":\"%d\",\"shop\":\"%s\",\"amount\":%s,\"placed\":\"%s\"%s}"
                .formatted(i, shop, amount, at, coupon ? ",\"coupon\":\"SPRING\"" : ""));
      }
      Pipeline.send(producer, orders, 0, START, "{\"id\":\"a\",\"shop\":\"s\",\"amount\":\"much\"");
      Pipeline.send(
          producer,
          orders,
          1,
          START,
          "{\"id\":\"b\",\"amount\":1,\"placed\":\"%s\"}".formatted(START));
      for (int i = 0; i < ACTIONS; i++) {
        var at = START.plusSeconds(random.nextInt(3 * 3_600));
        var path = "/page/" + random.nextInt(10);
        byUri.add(path, at, ONE);
        Pipeline.send(
            producer,
            pipeline.topics().enrichedActions(),
            i % Pipeline.PARTITIONS,
            at,
            "{\"uuid\":\"%d\",\"uri\":\"%s?ref=%d\",\"name\":\"p\",\"at\":\"%s\",\"category\":\"c\"}"
                .formatted(i, path, random.nextInt(9), at));
      }
      producer.commitTransaction();
    }
  }

  private void assertThatTablesEqualTheOracles() {
    var coupons = couponsByShop.rows();
    var shops = new HashMap<WindowSums.Key, WindowSums.Sums>();
    for (Row row : pipeline.rows("SELECT * FROM $keyspace.orders_by_shop")) {
      var key = new WindowSums.Key(row.getString("shop"), row.getInstant("window_start"));
      assertThat(row.getString("day")).isEqualTo(key.windowStart().toString().substring(0, 10));
      assertThat(row.getLong("with_coupon"))
          .isEqualTo(coupons.containsKey(key) ? coupons.get(key).count() : 0);
      shops.put(
          key,
          new WindowSums.Sums(
              row.getLong("orders"),
              row.getBigDecimal("revenue"),
              row.getBigDecimal("largest_order")));
    }
    assertThat(Differences.between(byShop.rows(), shops)).isEmpty();

    var uris = new HashMap<WindowSums.Key, Long>();
    for (Row row : pipeline.rows("SELECT * FROM $keyspace.actions_by_uri")) {
      uris.put(
          new WindowSums.Key(row.getString("path"), row.getInstant("window_start")),
          row.getLong("actions"));
    }
    var expected = new HashMap<WindowSums.Key, Long>();
    byUri.rows().forEach((key, sums) -> expected.put(key, sums.count()));
    assertThat(Differences.between(expected, uris)).isEmpty();
  }

  private static String[] submit(String[] jobs, String... options) {
    var arguments = new ArrayList<>(List.of("submit", "--master", "local[2]"));
    arguments.addAll(List.of(jobs));
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  private static JsonNode job(JsonNode listed, String name) {
    for (JsonNode job : listed.get("jobs")) {
      if (job.get("name").asText().equals(name)) {
        return job;
      }
    }
    throw new AssertionError("no job " + name + " in " + listed);
  }

  private static JsonNode lastLine(String output) throws IOException {
    return Json.mapper().readTree(output.lines().reduce((before, last) -> last).orElse(""));
  }
}
