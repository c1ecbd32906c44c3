package io.berth.console.docs;

import io.berth.dialect.Dialect;
import io.berth.dialect.Dialects;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the parameters of example requests from the dialects' OpenAPI documents. */
@Component
class ApiExamples {
  private static final JsonMapper JSON = new JsonMapper();

  private final Map<String, Map<String, String>> byMethodAndPath = new HashMap<>();

  ApiExamples(Documents documents, Dialects dialects) {
    for (Dialect dialect : dialects.all()) {
      Documents.File file = documents.file("api/" + dialect.id() + ".json");
      if (file != null) {
        JSON.readTree(file.contents()).path("paths").forEachEntry(this::addPath);
      }
    }
  }

  private void addPath(String path, JsonNode operations) {
    operations.forEachEntry(
        (method, operation) -> byMethodAndPath.put(method + ' ' + path, values(operation)));
  }

  private static Map<String, String> values(JsonNode operation) {
    Map<String, String> values = new LinkedHashMap<>();
    operation
        .path("parameters")
        .forEach(
            parameter ->
                values.put(
                    parameter.path("name").asString(""), parameter.path("example").asString("")));
    for (JsonNode content : operation.path("requestBody").path("content")) {
      content.path("example").forEachEntry((name, value) -> values.put(name, value.asString("")));
    }
    return values;
  }

  /** Values by name; none for an unknown request. */
  Map<String, String> of(String method, String path) {
    return byMethodAndPath.getOrDefault(method.toLowerCase(Locale.ROOT) + ' ' + path, Map.of());
  }
}
