package dev.kappa.ingest;

import dev.kappa.ingest.check.JsonCheck;
import dev.kappa.ingest.check.LineCheck;
import dev.kappa.ingest.check.RawCheck;
import dev.kappa.ingest.check.RecordFields;
import dev.kappa.ingest.generate.Kind;
import picocli.CommandLine.Option;

/** How a line becomes a record. */
final class RecordOptions {
  private static final String NONE = "none";

  @Option(
      names = "--key-field",
      paramLabel = "FIELD",
      description =
          "The field whose text is the record's key; 'none' for no key. Default: name of generated"
              + " pages, user of generated actions, else none. A line without it goes to the dead"
              + " letters.")
  private String keyField;

  @Option(
      names = "--time-field",
      paramLabel = "FIELD",
      description =
          "The field with the record's timestamp: ISO-8601 with an offset, or milliseconds since"
              + " 1970. Default: the time of sending; of generated records, when they happen.")
  private String timeField;

  @Option(
      names = "--raw",
      description = "Send lines as they are, whatever is in them; without keys.")
  private boolean raw;

  /** What is wrong with these options together, or null. */
  String problem() {
    return raw && (keyField != null || timeField != null)
        ? "--raw looks into no line: it goes with neither --key-field nor --time-field"
        : null;
  }

  /** The check of lines. */
  LineCheck check(Kind kind) {
    return raw ? new RawCheck() : new JsonCheck(fields(kind));
  }

  /** The fields for lines of that kind, or for unknown lines where it is null. */
  RecordFields fields(Kind kind) {
    return new RecordFields(keyField(kind), timeField);
  }

  private String keyField(Kind kind) {
    if (keyField == null) {
      return kind == null ? null : kind.keyField();
    }
    return keyField.equals(NONE) ? null : keyField;
  }
}
