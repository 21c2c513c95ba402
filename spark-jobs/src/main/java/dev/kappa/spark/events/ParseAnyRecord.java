package dev.kappa.spark.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.kappa.contracts.MalformedEventException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Any record, whatever it holds: {@code at}, which is its field of that name where the value is a
 * JSON object that has it as an ISO-8601 instant, and the record's timestamp otherwise.
 */
public final class ParseAnyRecord implements EventParser {
  private static final long serialVersionUID = 1L;

  @Override
  public StructType schema() {
    return new StructType().add(AT, DataTypes.TimestampType);
  }

  @Override
  public Row parse(byte[] value, Instant recordTime) {
    var field = new AtField();
    try {
      EventFields.visit(value, field);
      return RowFactory.create(field.at == null ? recordTime : field.at);
    } catch (MalformedEventException e) {
      return RowFactory.create(recordTime);
    }
  }

  private static final class AtField implements EventFields.Visitor {
    private Instant at;

    @Override
    public void field(String name, JsonParser parser) throws IOException {
      if (name.equals(AT) && parser.currentToken() == JsonToken.VALUE_STRING) {
        try {
          at = IsoInstant.parse(parser.getText());
        } catch (DateTimeException e) {
          at = null;
        }
      }
    }
  }
}
