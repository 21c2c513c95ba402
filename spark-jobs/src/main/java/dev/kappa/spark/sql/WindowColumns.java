package dev.kappa.spark.sql;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.EventTimeWatermark;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.runtime.BoxedUnit;

/**
 * Which columns of a plan are computed from windows of the event time alone. Spark takes any of
 * them for nullable, but none of them is ever null.
 */
final class WindowColumns {
  private final Map<ExprId, Expression> definitions = new HashMap<>();

  WindowColumns(LogicalPlan plan) {
    plan.foreach(this::define);
  }

  /** Whether every attribute that {@code expression} refers to is such a window, or made of one. */
  boolean makeUp(Expression expression) {
    return expression
        .references()
        .forall(attribute -> ofEventTime(attribute) || defined(attribute));
  }

  /** Whether a column is the event time, or a window of it. */
  static boolean ofEventTime(Attribute column) {
    return column.metadata().contains(EventTimeWatermark.delayKey());
  }

  private boolean defined(Attribute attribute) {
    var definition = definitions.get(attribute.exprId());
    return definition != null && makeUp(definition);
  }

  private BoxedUnit define(LogicalPlan node) {
    var expressions = node.expressions().iterator();
    while (expressions.hasNext()) {
      if (expressions.next() instanceof Alias alias) {
        definitions.put(alias.exprId(), alias.child());
      }
    }
    return BoxedUnit.UNIT;
  }
}
