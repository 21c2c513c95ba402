package dev.kappa.enrich.json;

import java.util.Optional;

/**
 * A field's value in the bytes of its object.
 *
 * @param start offset of the value's first byte, its quote or bracket included
 * @param end offset behind its last byte
 * @param empty whether it is {@code ""} or {@code []}
 * @param string the value, where it is a string
 */
public record JsonField(Type type, int start, int end, boolean empty, Optional<String> string) {

  /** What kind of value it is. */
  public enum Type {
    STRING,
    ARRAY,
    OBJECT,
    NULL,
    /** A number or a truth value. */
    SCALAR
  }

  boolean nested() {
    return type == Type.ARRAY || type == Type.OBJECT;
  }
}
