package dev.kappa.enrich.topology;

import dev.kappa.contracts.EnrichedAction;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Joins each action with the page that it names. The action stays the text that was sent: {@code
 * category} and {@code title} of the page and the event time are added, and fields that nobody here
 * knows go on with it.
 */
public record EnrichActionsFlow(String from, String pages, String to) implements Flow {
  @Override
  public Set<String> targets() {
    return Set.of(to);
  }

  @Override
  public Set<String> tables() {
    return Set.of(pages);
  }

  @Override
  public void checkRow(byte[] row) {
    PageText.parse(row);
  }

  @Override
  public List<Output> apply(SourceRecord record, Tables tables) {
    var action = ParsedAction.parse(record);
    var page = Optional.ofNullable(tables.find(pages, action.name())).flatMap(PageText::read);
    var edit = action.json().edit();
    if (action.json().text(ParsedAction.AT).isEmpty()) {
      edit.set(ParsedAction.AT, action.eventTime().toString());
    }
    edit.set(
        PageText.CATEGORY,
        page.flatMap(PageText::category).orElse(EnrichedAction.UNKNOWN_CATEGORY));
    page.flatMap(PageText::title).ifPresent(title -> edit.set(PageText.TITLE, title));
    return List.of(new Output.Written(to, record.with(edit.bytes())));
  }
}
