package dev.kappa.connect.search;

import dev.kappa.connect.elastic.ElasticsearchRefusedException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Says where a query cannot be read, out of what Elasticsearch says about it. */
final class QuerySyntax {
  private static final Pattern POSITION =
      Pattern.compile("(Encountered|Lexical error).*? at line (\\d+), column (\\d+)");
  private static final Pattern ENCOUNTERED = Pattern.compile("Encountered \" ?(.*?)\" ?at line");

  private QuerySyntax() {}

  /** An explanation with a mark under the place; empty where the query is not what is wrong. */
  static Optional<String> explain(String query, ElasticsearchRefusedException refused) {
    var reason = refused.error().reason();
    if (!reason.contains("Failed to parse query") && !reason.contains("Cannot parse")) {
      return Optional.empty();
    }
    var text = new StringBuilder("the query cannot be read");
    var position = POSITION.matcher(reason);
    if (position.find() && position.group(2).equals("1")) {
      int column = Math.min(Integer.parseInt(position.group(3)), query.length());
      text.append(" at character ").append(column + 1);
      var encountered = ENCOUNTERED.matcher(reason);
      if (reason.contains("<EOF>")) {
        text.append(", where it ends too early");
      } else if (encountered.find()) {
        text.append(", at ").append(encountered.group(1));
      }
      text.append(":\n  ").append(query).append("\n  ").append(" ".repeat(column)).append("^");
    } else {
      text.append(": ").append(reason);
    }
    return Optional.of(
        text
            + "\n(a word that holds any of + - = && || > < ! ( ) { } [ ] ^ \" ~ * ? : \\ / goes"
            + " between double quotes)");
  }
}
