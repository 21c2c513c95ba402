package dev.kappa.ingest.deadletter;

import dev.kappa.contracts.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A dead letter in full, for people and for scripts. */
public final class LetterText {
  private static final int HEX_WIDTH = 16;

  private final StoredLetter stored;
  private final boolean redriven;

  public LetterText(StoredLetter stored, boolean redriven) {
    this.stored = stored;
    this.redriven = redriven;
  }

  /** Several lines. */
  public String toText() {
    var letter = stored.letter();
    var text = new StringBuilder();
    text.append(
        "%s  %s  set aside by %s at %s: %s%n"
            .formatted(stored.position(), state(), letter.stage(), stored.at(), letter.reason()));
    text.append("  why      %s%n".formatted(letter.exception()));
    text.append("  from     %s, attempt %d%n".formatted(from(), letter.attempt()));
    for (var header : stored.ownHeaders()) {
      text.append("  header   %s = %s%n".formatted(header.key(), shown(header.value())));
    }
    text.append("  key      %s%n".formatted(shown(letter.key())));
    text.append("  value    %s%n".formatted(shown(letter.value())));
    return text.toString();
  }

  /** Keys and values in Base64, as they may be any bytes. */
  public Map<String, Object> toJson() {
    var letter = stored.letter();
    var object = new LinkedHashMap<String, Object>();
    object.put("position", stored.position().toString());
    object.put("state", state());
    object.put("at", stored.at().toString());
    object.put("stage", letter.stage());
    object.put("reason", letter.reason());
    object.put("exception", letter.exception());
    object.put("topic", letter.source().topic());
    if (letter.source() instanceof DeadLetter.FromTopic from) {
      object.put("partition", from.partition());
      object.put("offset", from.offset());
    } else if (letter.source() instanceof DeadLetter.FromFile from) {
      object.put("file", from.file());
      object.put("line", from.line());
    }
    object.put("timestamp", letter.source().timestamp().toString());
    object.put("attempt", letter.attempt());
    object.put("key", base64(letter.key()));
    object.put("value", base64(letter.value()));
    var headers = new LinkedHashMap<String, String>();
    stored.ownHeaders().forEach(header -> headers.put(header.key(), base64(header.value())));
    object.put("headers", headers);
    return object;
  }

  private String state() {
    if (redriven) {
      return "redriven";
    }
    return stored.isParked() ? "parked" : "waiting";
  }

  private String from() {
    var source = stored.letter().source();
    if (source instanceof DeadLetter.FromFile file) {
      return "%s:%d, meant for %s, read at %s"
          .formatted(file.file(), file.line(), file.topic(), file.timestamp());
    }
    var topic = (DeadLetter.FromTopic) source;
    return "%s, partition %d, offset %d, timestamp %s"
        .formatted(topic.topic(), topic.partition(), topic.offset(), topic.timestamp());
  }

  private static String base64(byte[] bytes) {
    return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
  }

  private static String shown(byte[] bytes) {
    if (bytes == null) {
      return "(none)";
    }
    return printable(bytes).orElseGet(() -> "%,d bytes%n".formatted(bytes.length) + dump(bytes));
  }

  private static Optional<String> printable(byte[] bytes) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      // Control characters could rewrite the terminal.
      return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')
          ? Optional.empty()
          : Optional.of(text);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String dump(byte[] bytes) {
    var hex = HexFormat.ofDelimiter(" ");
    var lines = new StringBuilder();
    for (int from = 0; from < bytes.length; from += HEX_WIDTH) {
      int to = Math.min(from + HEX_WIDTH, bytes.length);
      var ascii = new StringBuilder();
      for (int i = from; i < to; i++) {
        ascii.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
      }
      lines.append("    %08x  %-47s  %s%n".formatted(from, hex.formatHex(bytes, from, to), ascii));
    }
    return lines.toString().stripTrailing();
  }
}
