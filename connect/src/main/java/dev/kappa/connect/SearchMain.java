package dev.kappa.connect;

import dev.kappa.connect.elastic.Elasticsearch;
import dev.kappa.connect.elastic.ElasticsearchConnection;
import dev.kappa.connect.elastic.ElasticsearchUnavailableException;
import dev.kappa.connect.search.Hit;
import dev.kappa.connect.search.Search;
import dev.kappa.connect.search.SearchException;
import dev.kappa.connect.search.SearchResult;
import dev.kappa.connect.sink.IndexNames;
import dev.kappa.contracts.Json;
import dev.kappa.contracts.config.KappaCommand;
import dev.kappa.contracts.config.KappaConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code kappa search}: full-text search in what the connector has indexed. */
@Command(
    name = "kappa search",
    mixinStandardHelpOptions = true,
    description = {
      "Searches the documents in Elasticsearch, in its query-string syntax, best first.",
      "What has been indexed until now is found: the indices are refreshed first."
    },
    footer = {
      "",
      "Examples:",
      "  ./kappa search planking",
      "  ./kappa search 'Interests:(planking OR internet) AND Age:>40' --limit 3",
      "  ./kappa search '\"developers summit\"' --index sample.append_employees --json",
      "  ./kappa search 'plankin~' --fields Interests",
      "  ./kappa search '*' --count"
    })
public final class SearchMain implements Callable<Integer> {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  /** Elasticsearch's own limit, {@code index.max_result_window}. */
  private static final int MOST_HITS = 10_000;

  @Parameters(
      paramLabel = "QUERY",
      defaultValue = "*",
      description = "Words, FIELD:WORD, \"a phrase\", fuzzy~, wild*, AND, OR, NOT, [1 TO 5].")
  private String query;

  @Option(
      names = "--index",
      split = ",",
      paramLabel = "I",
      description = "Where to look: names or patterns, separated by commas. Default: all of ours.")
  private List<String> indices = List.of();

  @Option(
      names = "--fields",
      split = ",",
      paramLabel = "F",
      description = "Look in these fields, separated by commas. Default: all of them.")
  private List<String> fields = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Most hits; default ${DEFAULT-VALUE}.")
  private int limit;

  @Option(names = "--count", description = "Print only how many documents match, by index.")
  private boolean count;

  @Option(
      names = "--json",
      description =
          "One JSON object: {\"total\", \"hits\": [{\"index\", \"id\", \"score\", \"source\","
              + " \"highlight\"}]}; with --count {\"total\", \"documents\": {INDEX: n}}.")
  private boolean json;

  @Spec private CommandSpec spec;

  private SearchMain() {}

  public static void main(String[] args) {
    System.exit(KappaCommand.run(new SearchMain(), args));
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 0 || limit > MOST_HITS) {
      throw new ParameterException(
          spec.commandLine(), "--limit takes 0 to %d, and not %d".formatted(MOST_HITS, limit));
    }
    var config = KappaConfig.load();
    try (var elasticsearch = Elasticsearch.connect(connection(config))) {
      var search = new Search(elasticsearch);
      if (count) {
        count(search, config);
      } else {
        var ours = indices.isEmpty();
        var found =
            search.find(
                new Search.Query(query, ours ? ours(config) : indices, ours, fields, limit));
        if (json) {
          print(found);
        } else {
          show(found);
        }
      }
    } catch (ElasticsearchUnavailableException e) {
      throw new SearchException(
          e.getMessage() + ": start it with './kappa up', or set elasticsearch.url", e);
    }
    return ExitCode.OK;
  }

  private void count(Search search, KappaConfig config) {
    var documents = new LinkedHashMap<String, Long>();
    var ours = indices.isEmpty();
    for (var index : ours ? ours(config) : indices) {
      var found = search.find(new Search.Query(query, List.of(index), ours, fields, 0));
      documents.put(index, found.total());
    }
    if (json) {
      var total = documents.values().stream().mapToLong(n -> n).sum();
      print(Map.of("total", total, "documents", documents));
    } else {
      documents.forEach((index, n) -> System.out.printf("%-32s %,12d%n", index, n));
    }
  }

  private static void show(SearchResult found) {
    System.out.printf(
        "%,d found%s%n",
        found.total(),
        found.total() > found.hits().size() ? ", the best " + found.hits().size() + ":" : "");
    for (var hit : found.hits()) {
      System.out.printf("%n%.2f  %s  %s%n", hit.score(), hit.index(), hit.id());
      System.out.println("  " + hit.source());
      show(hit);
    }
  }

  private static void show(Hit hit) {
    hit.highlight()
        .forEach(
            (field, passages) ->
                passages.forEach(passage -> System.out.printf("  %s: … %s …%n", field, passage)));
  }

  private static List<String> ours(KappaConfig config) {
    var names = new IndexNames(Map.of());
    var topics = config.topics();
    return Stream.of(topics.appendedEmployees(), topics.enrichedActions(), topics.fulltext())
        .map(names::of)
        .toList();
  }

  private static ElasticsearchConnection connection(KappaConfig config) {
    var elasticsearch = config.elasticsearch();
    return new ElasticsearchConnection(
        elasticsearch.urls(),
        elasticsearch.username(),
        elasticsearch.password(),
        CONNECT_TIMEOUT,
        READ_TIMEOUT,
        false,
        Optional.empty());
  }

  private static void print(Object object) {
    System.out.println(new String(Json.encode(object), StandardCharsets.UTF_8));
  }
}
