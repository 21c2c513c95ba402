package dev.kappa.spark.io;

import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.Timestamp;
import java.util.HashMap;
import scala.collection.Map;
import scala.collection.Seq;
import scala.jdk.javaapi.CollectionConverters;

/** A value of a Spark row, as Cassandra's driver takes it. */
final class CqlValues {
  private CqlValues() {}

  static Object of(Object value) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (value instanceof Date date) {
      return date.toLocalDate();
    }
    if (value instanceof byte[] bytes) {
      return ByteBuffer.wrap(bytes);
    }
    if (value instanceof Seq<?> values) {
      return CollectionConverters.asJava(values).stream().map(CqlValues::of).toList();
    }
    if (value instanceof Map<?, ?> entries) {
      var map = new HashMap<Object, Object>();
      CollectionConverters.asJava(entries).forEach((key, one) -> map.put(of(key), of(one)));
      return map;
    }
    return value;
  }
}
