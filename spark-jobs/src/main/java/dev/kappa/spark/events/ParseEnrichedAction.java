package dev.kappa.spark.events;

import dev.kappa.contracts.EnrichedAction;
import dev.kappa.contracts.MalformedEventException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Enriched actions: {@code at} (their own), {@code uuid}, {@code page} (its name), {@code user} and
 * {@code category}. Whoever did it may be null; an action without a uuid or a page is malformed.
 */
public final class ParseEnrichedAction implements EventParser {
  private static final long serialVersionUID = 1L;
  private static final TextFields FIELDS = new TextFields("at", "uuid", "name", "user", "category");
  private static final UTF8String UNKNOWN_CATEGORY =
      UTF8String.fromString(EnrichedAction.UNKNOWN_CATEGORY);

  @Override
  public StructType schema() {
    return new StructType()
        .add(AT, DataTypes.TimestampType)
        .add("uuid", DataTypes.StringType)
        .add("page", DataTypes.StringType)
        .add("user", DataTypes.StringType)
        .add("category", DataTypes.StringType);
  }

  @Override
  public Row parse(byte[] value, Instant recordTime) {
    var texts = FIELDS.of(value);
    var category = texts[4];
    return RowFactory.create(
        texts[0] == null ? recordTime : instant(texts[0].toString()),
        required("uuid", texts[1]),
        required("name", texts[2]),
        texts[3],
        category == null ? UNKNOWN_CATEGORY : category);
  }

  private static UTF8String required(String field, UTF8String text) {
    if (text == null || text.numBytes() == 0) {
      throw new MalformedEventException(field + " is missing");
    }
    return text;
  }

  private static Instant instant(String text) {
    try {
      return IsoInstant.parse(text);
    } catch (DateTimeParseException e) {
      throw new MalformedEventException("at is no ISO-8601 instant: " + text, e);
    }
  }
}
