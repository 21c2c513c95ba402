package dev.kappa.ingest.generate;

import dev.kappa.contracts.Topics;
import java.util.Locale;

/** What can be generated. */
public enum Kind {
  /** Records of {@code sample.employees}, without a key. */
  EMPLOYEES(2_000, 80, null),
  /** Records of {@code reference.page}, keyed by name, which is what they are joined by. */
  PAGES(100, 100, "name"),
  /** Records of {@code analyze.action}, keyed by user, so that each user's keep their order. */
  ACTIONS(100_000, 100, "user");

  private final long defaultCount;
  private final int defaultKeys;
  private final String keyField;

  Kind(long defaultCount, int defaultKeys, String keyField) {
    this.defaultCount = defaultCount;
    this.defaultKeys = defaultKeys;
    this.keyField = keyField;
  }

  public long defaultCount() {
    return defaultCount;
  }

  /** How many interests or pages there are to choose from. */
  public int defaultKeys() {
    return defaultKeys;
  }

  /** The field that the record's key is taken from, or null. */
  public String keyField() {
    return keyField;
  }

  public String topic(Topics topics) {
    return switch (this) {
      case EMPLOYEES -> topics.employees();
      case PAGES -> topics.pages();
      case ACTIONS -> topics.actions();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
