package dev.kappa.connect.search;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One document found.
 *
 * @param source the document
 * @param highlight by field, the passages that match, the words between {@code <em>} and {@code
 *     </em>}
 */
public record Hit(
    String index, String id, double score, JsonNode source, Map<String, List<String>> highlight) {}
