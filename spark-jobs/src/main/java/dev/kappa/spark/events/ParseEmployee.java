package dev.kappa.spark.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Employees: {@code at} (the record's timestamp), {@code designation}, {@code gender}, {@code
 * salary} (two decimals), {@code age} and {@code interests} (as sent, separated by commas).
 *
 * <p>A field that is missing, or a salary or an age that is no number, is null: the employee still
 * counts.
 */
public final class ParseEmployee implements EventParser {
  private static final long serialVersionUID = 1L;
  private static final int SALARY_PRECISION = 18;
  private static final int SALARY_SCALE = 2;

  @Override
  public StructType schema() {
    return new StructType()
        .add(AT, DataTypes.TimestampType)
        .add("designation", DataTypes.StringType)
        .add("gender", DataTypes.StringType)
        .add("salary", DataTypes.createDecimalType(SALARY_PRECISION, SALARY_SCALE))
        .add("age", DataTypes.IntegerType)
        .add("interests", DataTypes.StringType);
  }

  @Override
  public Row parse(byte[] value, Instant recordTime) {
    var fields = new Fields();
    EventFields.visit(value, fields);
    return RowFactory.create(
        recordTime, fields.designation, fields.gender, fields.salary, fields.age, fields.interests);
  }

  private static final class Fields implements EventFields.Visitor {
    private String designation;
    private String gender;
    private BigDecimal salary;
    private Integer age;
    private String interests;

    @Override
    public void field(String name, JsonParser parser) throws IOException {
      switch (name) {
        case "Designation" -> designation = EventFields.text(name, parser);
        case "Gender" -> gender = EventFields.text(name, parser);
        case "Salary" -> salary = salary(parser);
        case "Age" -> age = age(parser);
        case "Interests" -> interests = EventFields.text(name, parser);
        default -> {}
      }
    }

    private static BigDecimal salary(JsonParser parser) throws IOException {
      if (!parser.currentToken().isScalarValue()) {
        return null;
      }
      try {
        return rounded(new BigDecimal(parser.getText().strip()));
      } catch (NumberFormatException | ArithmeticException e) {
        return null;
      }
    }

    /** Looks at a number's magnitude before it is scaled: 1e400000000 would take minutes. */
    private static BigDecimal rounded(BigDecimal number) {
      long digits = (long) number.precision() - number.scale();
      if (digits > SALARY_PRECISION - SALARY_SCALE) {
        return null;
      }
      var salary =
          digits < -SALARY_SCALE
              ? BigDecimal.valueOf(0, SALARY_SCALE)
              : number.setScale(SALARY_SCALE, RoundingMode.HALF_UP);
      return salary.precision() > SALARY_PRECISION ? null : salary;
    }

    private static Integer age(JsonParser parser) throws IOException {
      return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() == JsonParser.NumberType.INT
          ? Integer.valueOf(parser.getIntValue())
          : null;
    }
  }
}
