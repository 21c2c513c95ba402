package dev.kappa.enrich.json;

import dev.kappa.enrich.deadletter.Reason;
import dev.kappa.enrich.deadletter.RejectedRecordException;
import java.util.Set;

/**
 * Appends a value to a field of a JSON object: behind a comma to a text, as an element to an array,
 * alone where the field is missing, null or empty. Everything else stays byte for byte.
 *
 * @param field a top-level field
 * @param value what to append, without quotes
 */
public record AppendValue(String field, String value) {
  private static final String SEPARATOR = ",";

  /**
   * The object with the value appended.
   *
   * @throws RejectedRecordException when it is no JSON object, or the field is of another type
   */
  public byte[] apply(byte[] object) {
    var json = JsonObject.parse(object, Set.of(field));
    var place = json.field(field);
    var edit = json.edit();
    if (place.isEmpty()) {
      return edit.set(field, value).bytes();
    }
    int close = place.get().end() - 1; // the quote or the bracket that ends the value
    var separator = place.get().empty() ? "" : SEPARATOR;
    var appended =
        switch (place.get().type()) {
          case NULL -> edit.set(field, value);
          case STRING -> edit.insert(close, separator + JsonEdit.escaped(value));
          case ARRAY -> edit.insert(close, separator + JsonEdit.quoted(value));
          case OBJECT, SCALAR ->
              throw new RejectedRecordException(
                  Reason.WRONG_TYPE, field + " is neither text nor an array to append to");
        };
    return appended.bytes();
  }
}
