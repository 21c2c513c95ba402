package dev.kappa.connect.elastic;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Why Elasticsearch refused something.
 *
 * @param type Elasticsearch's own class of the error, for example {@code
 *     document_parsing_exception}
 * @param reason for a person, with the reasons behind it
 */
public record ErrorCause(String type, String reason) {

  /**
   * Reads the {@code error} of a response or of a bulk item; the body itself where there is none.
   */
  public static ErrorCause of(JsonNode body) {
    var error = body.path("error");
    var shard = error.path("failed_shards").path(0).path("reason");
    if (shard.isObject()) {
      return new ErrorCause(shard.path("type").asText("unknown"), reasons(shard));
    }
    if (error.isObject()) {
      return new ErrorCause(error.path("type").asText("unknown"), reasons(error));
    }
    return new ErrorCause("unknown", error.isTextual() ? error.asText() : body.toString());
  }

  private static String reasons(JsonNode error) {
    var text = new StringBuilder();
    for (var cause = error; cause.isObject(); cause = cause.path("caused_by")) {
      var reason = cause.path("reason").asText("");
      if (!reason.isEmpty() && text.indexOf(reason) < 0) {
        text.append(text.isEmpty() ? "" : "; caused by: ").append(reason);
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return type + ": " + reason;
  }
}
