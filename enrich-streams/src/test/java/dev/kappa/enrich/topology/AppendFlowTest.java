package dev.kappa.enrich.topology;

import static dev.kappa.enrich.topology.TopologyFixture.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kappa.contracts.DeadLetter;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendFlowTest {
  private static final String FROM = "sample.employees";
  private static final String TO = "sample.append_employees";

  @TempDir private Path folder;
  private TopologyFixture topology;

  @BeforeEach
  void build() {
    topology = TopologyFixture.enricher(folder, Map.of());
  }

  @AfterEach
  void close() {
    topology.close();
  }

  @Test
  void appendsToTheInterestsOfAnEmployee() {
    var employee =
        "{\"FirstName\":\"LAURIE\",\"LastName\":\"OLSON\",\"Designation\":\"Manager\","
            + "\"Salary\":\"154000\",\"DateOfJoining\":\"1993-01-11\",\"Age\":62,"
            + "\"Interests\":\"Internet\"}";

    topology.send(FROM, null, employee);

    assertThat(topology.values(TO))
        .containsExactly(employee.replace("Internet", "Internet,Developers Summit"));
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void keepsKeyTimestampAndHeaders() {
    var headers = new RecordHeaders().add("trace", bytes("1"));

    topology.send(FROM, bytes("key"), bytes("{}"), headers);

    var record = topology.records(TO).get(0);
    assertThat(record.key()).isEqualTo(bytes("key"));
    assertThat(record.getRecordTime()).isEqualTo(TopologyFixture.LOGGED);
    assertThat(record.headers().toArray()).hasSize(1);
  }

  @Test
  void sendsWhatIsNoObjectToTheDeadLettersAsItIs() {
    var broken = new byte[] {'{', (byte) 0xFF, 0};

    topology.send(FROM, bytes("k"), broken, new RecordHeaders());
    topology.send(FROM, "k", "{}");

    assertThat(topology.values(TO)).containsExactly("{\"Interests\":\"Developers Summit\"}");
    var letter = topology.deadLetters().get(0);
    assertThat(letter.key()).isEqualTo(bytes("k"));
    assertThat(letter.value()).isEqualTo(broken);
    assertThat(letter.stage()).isEqualTo("enrich");
    assertThat(letter.reason()).isEqualTo("not-utf8");
    assertThat(letter.source())
        .isEqualTo(new DeadLetter.FromTopic(FROM, 0, 0, TopologyFixture.LOGGED));
    assertThat(letter.attempt()).isEqualTo(1);
  }

  @Test
  void sendsARecordWithoutAValueToTheDeadLetters() {
    topology.send(FROM, "k", null);

    assertThat(topology.deadLetters()).hasSize(1);
    assertThat(topology.deadLetters()).isEmpty(); // read once
  }

  @Test
  void countsTheAttemptsOfARecordThatWasReDriven() {
    var headers = new RecordHeaders().add("trace", bytes("1"));
    headers.add(DeadLetter.ATTEMPT, bytes("2"));
    headers.add(DeadLetter.LINE, bytes("7")); // of the envelope that it had before

    topology.send(FROM, null, bytes("[]"), headers);

    var record = topology.records("kappa.dead_letters").get(0);
    var letter = DeadLetter.read(null, record.value(), record.headers()).orElseThrow();
    assertThat(letter.attempt()).isEqualTo(3);
    assertThat(letter.source()).isInstanceOf(DeadLetter.FromTopic.class);
    assertThat(record.headers().lastHeader("trace").value()).isEqualTo(bytes("1"));
  }

  @Test
  void forgetsTheAttemptsOfARecordThatSucceeds() {
    var headers = new RecordHeaders().add(DeadLetter.ATTEMPT, bytes("2"));

    topology.send(FROM, null, bytes("{}"), headers);

    assertThat(topology.records(TO).get(0).headers().toArray()).isEmpty();
  }

  @Test
  void passesOverWhatWasSentBackToAnotherStage() {
    var toUs = new RecordHeaders().add(DeadLetter.RETURNED_TO, bytes("enrich"));
    var toAnother = new RecordHeaders().add(DeadLetter.RETURNED_TO, bytes("employees-by-interest"));

    topology.send(FROM, null, bytes("{\"n\":1}"), toUs);
    topology.send(FROM, null, bytes("{\"n\":2}"), toAnother);
    topology.send(FROM, null, bytes("broken"), toAnother);

    var written = topology.records(TO);
    assertThat(written).hasSize(1);
    assertThat(written.get(0).value())
        .isEqualTo(bytes("{\"n\":1,\"Interests\":\"Developers Summit\"}"));
    assertThat(written.get(0).headers().toArray()).isEmpty(); // whoever reads on takes it
    assertThat(topology.deadLetters()).isEmpty();
  }

  @Test
  void namesAnEnricherOfItsOwnIdInItsDeadLetters() {
    topology.close();
    topology = TopologyFixture.enricher(folder, Map.of("application.id", "sample-streamed"));

    topology.send(FROM, null, "broken");

    assertThat(topology.deadLetters())
        .extracting(DeadLetter::stage)
        .containsOnly("sample-streamed");
  }

  @Test
  void appendsWhatIsConfigured() {
    topology.close();
    topology =
        TopologyFixture.enricher(
            folder, Map.of("append.field", "tags", "append.value", "seen, twice"));

    topology.send(FROM, null, "{\"tags\":[\"a\"]}");

    assertThat(topology.values(TO)).containsExactly("{\"tags\":[\"a\",\"seen, twice\"]}");
  }

  @Test
  void writesToThePartitionThatWasReadFrom() {
    var partitioner = new SamePartition();
    var record = new Output.Written(TO, new SourceRecord(bytes("{}"), 5, TopologyFixture.LOGGED));

    assertThat(partitioner.partitions(TO, bytes("key"), record, 8).orElseThrow()).containsOnly(5);
    assertThat(partitioner.partitions(TO, null, record, 4).orElseThrow()).containsOnly(1);
  }
}
