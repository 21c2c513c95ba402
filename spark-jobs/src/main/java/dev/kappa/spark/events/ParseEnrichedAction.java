package dev.kappa.spark.events;

import com.fasterxml.jackson.core.JsonParser;
import dev.kappa.contracts.EnrichedAction;
import dev.kappa.contracts.MalformedEventException;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Enriched actions: {@code at} (their own), {@code uuid}, {@code page} (its name), {@code user} and
 * {@code category}. Whoever did it may be null; an action without a uuid or a page is malformed.
 */
public final class ParseEnrichedAction implements EventParser {
  private static final long serialVersionUID = 1L;

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
    var fields = new Fields();
    EventFields.visit(value, fields);
    return RowFactory.create(
        fields.at == null ? recordTime : fields.at,
        required("uuid", fields.uuid),
        required("name", fields.page),
        fields.user,
        fields.category == null ? EnrichedAction.UNKNOWN_CATEGORY : fields.category);
  }

  private static String required(String field, String value) {
    if (value == null || value.isEmpty()) {
      throw new MalformedEventException(field + " is missing");
    }
    return value;
  }

  private static final class Fields implements EventFields.Visitor {
    private Instant at;
    private String uuid;
    private String page;
    private String user;
    private String category;

    @Override
    public void field(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "at" -> at = instant(EventFields.text(name, parser));
        case "uuid" -> uuid = EventFields.text(name, parser);
        case "name" -> page = EventFields.text(name, parser);
        case "user" -> user = EventFields.text(name, parser);
        case "category" -> category = EventFields.text(name, parser);
        default -> {}
      }
    }

    private static Instant instant(String text) {
      try {
        return text == null ? null : IsoInstant.parse(text);
      } catch (DateTimeParseException e) {
        throw new MalformedEventException("at is no ISO-8601 instant: " + text, e);
      }
    }
  }
}
