package dev.kappa.spark.source;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.spark.SparkEnv;
import scala.reflect.ClassTag;

/** An object as text, for an option, written as Spark writes the closures it sends to executors. */
final class SerializedText {
  private SerializedText() {}

  static <T extends Serializable> String write(T object) {
    var tag = ClassTag.<T>apply(object.getClass());
    var buffer = SparkEnv.get().closureSerializer().newInstance().serialize(object, tag);
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static <T extends Serializable> T read(String text, Class<T> type) {
    return SparkEnv.get()
        .closureSerializer()
        .newInstance()
        .deserialize(
            ByteBuffer.wrap(Base64.getDecoder().decode(text)),
            Thread.currentThread().getContextClassLoader(),
            ClassTag.apply(type));
  }
}
