package dev.kappa.spark.events;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Calls of a Java method by the code that Spark generates, with values as Spark holds them: what a
 * user-defined function costs in conversions is saved.
 */
public final class MethodCall {
  private MethodCall() {}

  /**
   * A call of a public method of a public class. It is said to be non-deterministic so that the
   * optimizer does not call it once for each use of its result.
   *
   * @param target whose method it is; a copy of it in each task
   */
  public static Column of(Object target, String method, DataType result, Column... arguments) {
    var expressions = Stream.of(arguments).map(Column::expr).toList();
    return new Column(
        new Invoke(
            Literal.fromObject(target),
            method,
            result,
            CollectionConverters.asScala(expressions).toSeq(),
            CollectionConverters.asScala(List.<AbstractDataType>of()).toSeq(),
            false,
            false,
            false));
  }
}
