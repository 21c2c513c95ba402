package dev.kappa.schema;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One numbered change of the schema. Its file never changes once it has been applied somewhere; the
 * next change is a further file.
 *
 * @param version its number, from 1
 * @param name the file's name
 * @param script the file's text, with {@code ${placeholders}}
 */
record Migration(int version, String name, String script) {
  private static final Pattern NAME = Pattern.compile("V(\\d{3})__[a-z0-9_]+\\.cql");

  static Migration of(String name, String script) {
    var matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          name + ": a migration's file is named like V004__verb_object.cql");
    }
    return new Migration(Integer.parseInt(matcher.group(1)), name, script);
  }

  /** SHA-256 of the file, whatever line ends a checkout has given it. */
  String checksum() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of()
          .formatHex(digest.digest(script.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The statements to execute, every placeholder replaced. */
  List<String> statements(Map<String, String> values) {
    var text = script;
    for (var value : values.entrySet()) {
      text = text.replace("${" + value.getKey() + "}", value.getValue());
    }
    var statements = CqlScript.statements(text);
    for (String statement : statements) {
      if (statement.contains("${")) {
        throw new IllegalArgumentException(name + ": unknown placeholder in " + statement);
      }
    }
    return statements;
  }
}
