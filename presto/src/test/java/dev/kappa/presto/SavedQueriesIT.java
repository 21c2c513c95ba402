package dev.kappa.presto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kappa.presto.query.SavedQueries;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every saved query, on the little pipeline of {@code src/test/resources/pipeline}. */
class SavedQueriesIT {
  /** More hours than there have been: a log of any age is young enough. */
  private static final String EVER = "hours:bigint=1000000";

  private static PipelineFixture pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = PipelineFixture.get();
  }

  static List<String> names() {
    return SavedQueries.load().all().stream().map(query -> query.name()).toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void runsWithItsDefaults(String name) throws Exception {
    assertThat(pipeline.saved(name)).isNotNull();
  }

  @Test
  void pagesAcrossSources() throws Exception {
    assertThat(texts(pipeline.saved("pages-across-sources")))
        .containsExactly(
            "{'page':'home','category':'news','in_kafka':3,'in_cassandra':3,'in_elasticsearch':3}",
            "{'page':'shop','category':'trade','in_kafka':3,'in_cassandra':3,'in_elasticsearch':2}",
            "{'page':'lost','category':'unknown','in_kafka':2,'in_cassandra':2,'in_elasticsearch':2}");
  }

  @Test
  void interestsAcrossSources() throws Exception {
    assertThat(texts(pipeline.saved("interests-across-sources")))
        .containsExactly(
            "{'interest':'Developers Summit','in_kafka':4,'in_cassandra':4,'in_elasticsearch':4,"
                + "'average_salary':87500.0}",
            "{'interest':'Internet','in_kafka':3,'in_cassandra':3,'in_elasticsearch':3,"
                + "'average_salary':100000.0}",
            "{'interest':'Planking','in_kafka':2,'in_cassandra':2,'in_elasticsearch':2,"
                + "'average_salary':100000.0}");
  }

  @Test
  void liveTail() throws Exception {
    assertThat(texts(pipeline.saved("live-tail", EVER)))
        .containsExactly(
            "{'interest':'Developers Summit','in_the_tail':4,'per_hour_so_far':2.0,"
                + "'newest':'2026-11-23 11:20:01.000'}",
            "{'interest':'Internet','in_the_tail':3,'per_hour_so_far':1.5,"
                + "'newest':'2026-11-23 11:20:01.000'}",
            "{'interest':'Planking','in_the_tail':2,'per_hour_so_far':1.0,"
                + "'newest':'2026-11-23 11:20:00.000'}");
  }

  @Test
  void risingInterests() throws Exception {
    assertThat(texts(pipeline.saved("rising-interests")))
        .containsExactly("{'interest':'Internet','hour_before':1,'newest_hour':2}");
  }

  @Test
  void whoReadsWhat() throws Exception {
    assertThat(texts(pipeline.saved("who-reads-what")))
        .containsExactly(
            "{'user':'ann','category':'news','actions':2,'share':0.5}",
            "{'user':'ann','category':'trade','actions':2,'share':0.5}",
            "{'user':'bob','category':'news','actions':1,'share':0.5}",
            "{'user':'bob','category':'unknown','actions':1,'share':0.5}",
            "{'user':'cid','category':'trade','actions':1,'share':1.0}");
  }

  @Test
  void salaryByText() throws Exception {
    assertThat(texts(pipeline.saved("salary-by-text", "term=planking")))
        .containsExactly(
            "{'designation':'Chef','found_by_text':1,'average_salary':50000.0,"
                + "'everybody':2,'average_salary_of_everybody':50000.0}",
            "{'designation':'Engineer','found_by_text':1,'average_salary':150000.0,"
                + "'everybody':2,'average_salary_of_everybody':125000.0}");
  }

  @Test
  void lateShare() throws Exception {
    assertThat(texts(pipeline.saved("late-share", "days:bigint=100000")))
        .containsExactly(
            "{'minute':'2026-11-23 10:00:00.000 UTC','actions':3,'late':1,'late_share':0.333}",
            "{'minute':'2026-11-23 11:00:00.000 UTC','actions':2,'late':0,'late_share':0.0}",
            "{'minute':'2026-11-23 10:01:00.000 UTC','actions':3,'late':0,'late_share':0.0}");
  }

  @Test
  void freshness() throws Exception {
    var topics = pipeline.config().topics();

    assertThat(pipeline.saved("freshness", EVER))
        .extracting(
            row -> row.get("source").asText() + " " + row.get("table").asText(),
            row -> row.get("newest").asText(),
            row -> row.get("seconds_behind").asLong())
        .containsExactlyInAnyOrder(
            fresh("kafka", topics.employees(), "11:20:01", 0),
            fresh("kafka", topics.appendedEmployees(), "11:20:01", 0),
            fresh("kafka", topics.actions(), "11:00:30", 1171),
            fresh("kafka", topics.enrichedActions(), "11:00:30", 1171),
            fresh("elasticsearch", topics.enrichedActions(), "11:00:30", 1171),
            fresh("cassandra", "actions_by_page", "11:00:00", 1201),
            fresh("cassandra", "employees_by_interest", "11:00:00", 1201),
            fresh("cassandra", "salaries_by_designation", "00:00:00", 40801),
            tuple("cassandra actions_by_category", "null", 0L),
            tuple("cassandra late_rows_by_job", "null", 0L),
            tuple("cassandra top_pages", "null", 0L),
            tuple("cassandra page_transitions", "null", 0L),
            tuple("cassandra unusual_traffic", "null", 0L),
            fresh("cassandra", "user_sessions", "10:01:10", 4731),
            fresh("cassandra", "stage_audit", "11:00:00", 1201),
            fresh("kafka", topics.fulltext(), "10:30:01", 3000),
            fresh("kafka", topics.deadLetters(), "10:16:02", 3839),
            fresh("kafka", topics.pages(), "09:00:02", 8399),
            fresh("kafka", topics.actionCounts(), "00:33:19", 38802));
  }

  @Test
  void pagesByText() throws Exception {
    assertThat(texts(pipeline.saved("pages-by-text", "term=shop")))
        .containsExactly(
            "{'page':'shop','title':'Web shop','actions':3,'busiest_minute':1,"
                + "'busiest_at':'2026-11-23 11:00:00.000 UTC'}");
  }

  @Test
  void topPages() throws Exception {
    assertThat(texts(pipeline.saved("top-pages")))
        .containsExactly(
            "{'page':'home','category':'news','title':'Home','url':'/home','actions':3}",
            "{'page':'shop','category':'trade','title':'Web shop','url':'/shop','actions':3}",
            "{'page':'lost','category':null,'title':null,'url':null,'actions':2}");
  }

  @Test
  void sessionsByInterest() throws Exception {
    assertThat(texts(pipeline.saved("sessions-by-interest")))
        .containsExactly(
            "{'interest':'news','sessions':2,'users':2,"
                + "'actions_a_session':2.5,'seconds_a_session':60.0}",
            "{'interest':'trade','sessions':2,'users':2,"
                + "'actions_a_session':1.0,'seconds_a_session':0.0}");
  }

  @Test
  void unknownPages() throws Exception {
    assertThat(texts(pipeline.saved("unknown-pages")))
        .containsExactly(
            "{'page':'lost','actions':2,'users':1,'first_seen':'2026-11-23 10:01:15.000 UTC',"
                + "'last_seen':'2026-11-23 11:00:30.000 UTC'}");
  }

  @Test
  void deadLetters() throws Exception {
    assertThat(pipeline.saved("dead-letters"))
        .extracting(
            row -> row.get("reason").asText(),
            row -> row.get("topic").asText(),
            row -> row.get("letters").asLong())
        .containsExactly(
            tuple("not-an-object", "sample.employees", 1L),
            tuple("not-json", "analyze.action", 1L),
            tuple("not-json", "sample.employees", 1L));
  }

  private static Tuple fresh(String source, String table, String time, long behind) {
    return tuple(source + " " + table, "2026-11-23 " + time + ".000", behind);
  }

  private static List<String> texts(List<JsonNode> rows) {
    return rows.stream().map(row -> row.toString().replace('"', '\'')).toList();
  }
}
