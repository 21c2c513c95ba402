package dev.kappa.spark.source;

import dev.kappa.spark.events.EventParser;
import java.nio.ByteBuffer;
import java.util.Base64;
import org.apache.spark.SparkEnv;
import scala.reflect.ClassTag;

/** A parser as text, for an option: the same text for parsers that are alike. */
public final class ParserText {
  private static final ClassTag<EventParser> TAG = ClassTag.apply(EventParser.class);

  private ParserText() {}

  /** Writes a parser as Spark writes the closures that it sends to executors. */
  public static String write(EventParser parser) {
    var buffer = SparkEnv.get().closureSerializer().newInstance().serialize(parser, TAG);
    var bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static EventParser read(String text) {
    return SparkEnv.get()
        .closureSerializer()
        .newInstance()
        .deserialize(
            ByteBuffer.wrap(Base64.getDecoder().decode(text)),
            Thread.currentThread().getContextClassLoader(),
            TAG);
  }
}
