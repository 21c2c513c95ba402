package dev.kappa.presto.catalog;

import dev.kappa.contracts.Action;
import dev.kappa.contracts.ActionCount;
import dev.kappa.contracts.Employee;
import dev.kappa.contracts.EnrichedAction;
import dev.kappa.contracts.FulltextDocument;
import dev.kappa.contracts.Page;
import dev.kappa.contracts.Topics;
import dev.kappa.contracts.config.ConfigurationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** The tables of the pipeline's topics. */
public final class TopicTables {
  private TopicTables() {}

  /**
   * Describes every topic, in the order of the data flow.
   *
   * @throws ConfigurationException where two topics would be the same table
   */
  public static List<TableDescription> describe(Topics topics) {
    var tables =
        List.of(
            TableDescription.ofEvents(topics.employees(), Employee.class),
            TableDescription.ofEvents(topics.appendedEmployees(), Employee.class),
            TableDescription.ofEvents(topics.actions(), Action.class),
            TableDescription.ofEvents(topics.pages(), Page.class),
            TableDescription.ofEvents(topics.enrichedActions(), EnrichedAction.class),
            TableDescription.ofEvents(topics.actionCounts(), ActionCount.class),
            TableDescription.ofEvents(topics.fulltext(), FulltextDocument.class),
            TableDescription.ofBytes(topics.deadLetters()));
    requireDistinctNames(tables);
    return tables;
  }

  private static void requireDistinctNames(List<TableDescription> tables) {
    var problems = new ArrayList<String>();
    var topicsByName = new HashMap<TableName, String>();
    for (var table : tables) {
      var other = topicsByName.putIfAbsent(table.name(), table.topicName());
      if (other != null) {
        problems.add(
            "topics '%s' and '%s' would both be the table %s: name them apart by more than capitals and punctuation"
                .formatted(other, table.topicName(), table.name()));
      }
    }
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems);
    }
  }
}
