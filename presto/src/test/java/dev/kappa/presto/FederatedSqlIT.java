package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FederatedSqlIT {
  private static PipelineFixture pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = PipelineFixture.get();
  }

  @Test
  void showsEveryTopicAsATable() throws Exception {
    var schema = pipeline.config().cassandra().keyspace();

    assertThat(texts(pipeline.query("SHOW TABLES FROM kafka." + schema)))
        .containsExactlyInAnyOrder(
            "{'Table':'employees'}",
            "{'Table':'append_employees'}",
            "{'Table':'action'}",
            "{'Table':'page'}",
            "{'Table':'enriched_action'}",
            "{'Table':'action_counts'}",
            "{'Table':'register'}",
            "{'Table':'dead_letters'}");
  }

  @Test
  void showsKeyTimestampAndOffsetBesideTheFields() throws Exception {
    assertThat(
            texts(
                pipeline.query(
                    "SELECT firstname, age, _key, _timestamp, _partition_offset >= 0 AS placed"
                        + " FROM ${topic.employees} WHERE firstname IN ('ZOE', 'TOM') ORDER BY 1 DESC")))
        .containsExactly(
            "{'firstname':'ZOE','age':50,'_key':'zoe','_timestamp':'2026-11-23 11:20:00.000','placed':true}",
            "{'firstname':'TOM','age':20,'_key':null,'_timestamp':'2026-11-23 11:20:01.000','placed':true}");
  }

  @Test
  void marksWhatIsNoJsonAndStillShowsIt() throws Exception {
    assertThat(
            texts(pipeline.query("SELECT _message FROM ${topic.employees} WHERE _message_corrupt")))
        .containsExactly("{'_message':'{\\'FirstName\\': \\'CUT'}");
  }

  @Test
  void showsTheBytesAndHeadersOfDeadLetters() throws Exception {
    assertThat(
            texts(
                pipeline.query(
                    "SELECT to_hex(to_utf8(_message)) AS bytes,"
                        + " from_utf8(_headers['kappa.topic'][1]) AS topic"
                        + " FROM ${topic.dead_letters}"
                        + " WHERE from_utf8(_headers['kappa.exception'][1]) = 'not UTF-8'")))
        .containsExactly("{'bytes':'FF007BC3','topic':'analyze.action'}");
  }

  @Test
  void findsDocumentsByTheirText() throws Exception {
    assertThat(texts(pipeline.query("SELECT uuid FROM ${index.fulltext: presto}")))
        .containsExactly("{'uuid':'t1'}");
  }

  @Test
  void readsCommittedRecordsOnly() throws Exception {
    var topic = pipeline.config().topics().fulltext();
    var transactions = Map.of("transactional.id", topic);
    try (var producer = PipelineData.producer(pipeline.config(), transactions)) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(text(topic, "{\"uuid\":\"aborted\"}")).get();
      producer.abortTransaction();
      producer.beginTransaction();
      producer.send(text(topic, "{\"uuid\":\"committed\"}")).get();
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(text(topic, "{\"uuid\":\"open\"}")).get();

      assertThat(
              texts(
                  pipeline.query(
                      "SELECT uuid FROM ${topic.fulltext}"
                          + " WHERE uuid IN ('aborted', 'committed', 'open')")))
          .containsExactly("{'uuid':'committed'}");
      producer.abortTransaction();
    }
  }

  @Test
  void joinsPostgresqlWithATopicAndATable() throws Exception {
    try (var connection = pipeline.postgresql().getConnection();
        var sql = connection.createStatement()) {
      sql.execute("CREATE TABLE campaign (interest text PRIMARY KEY, budget numeric(10, 2))");
      sql.execute(
          "INSERT INTO campaign VALUES ('Internet', 1000.50), ('Planking', 20), ('Chess', 1)");
    }
    assertThat(
            texts(
                pipeline.query(
                    """
                    SELECT campaign.interest, budget, in_kafka, in_cassandra
                    FROM postgresql.public.campaign
                    JOIN (
                      SELECT interest, count(*) AS in_kafka
                      FROM ${topic.append_employees}
                      CROSS JOIN UNNEST(split(interests, ',')) AS interests (interest)
                      GROUP BY interest
                    ) AS log ON log.interest = campaign.interest
                    JOIN (
                      SELECT interest, sum(headcount) AS in_cassandra
                      FROM ${table.employees_by_interest}
                      GROUP BY interest
                    ) AS counted ON counted.interest = campaign.interest
                    ORDER BY budget DESC
                    """)))
        .containsExactly(
            "{'interest':'Internet','budget':1000.5,'in_kafka':3,'in_cassandra':3}",
            "{'interest':'Planking','budget':20.0,'in_kafka':2,'in_cassandra':2}");
  }

  @Test
  void hasTheCatalogsOfTheExamples() throws Exception {
    assertThat(texts(pipeline.query("SHOW CATALOGS")))
        .contains("{'Catalog':'postgresql'}", "{'Catalog':'mysql'}");
  }

  private static List<String> texts(List<JsonNode> rows) {
    return rows.stream().map(row -> row.toString().replace('"', '\'')).toList();
  }

  private static ProducerRecord<byte[], byte[]> text(String topic, String value) {
    long older = Instant.parse("2026-11-23T08:00:00Z").toEpochMilli();
    return new ProducerRecord<>(topic, 0, older, null, value.getBytes(StandardCharsets.UTF_8));
  }
}
