package io.berth.dialect.reference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes a JSON schema that all samples keep to. A field is required where every object has it. */
record SampleSchema(Fields fields) {
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param name of the field that has these values
   */
  ObjectNode of(String name, List<JsonNode> samples) {
    ObjectNode schema = JSON.createObjectNode();
    Set<String> types = new LinkedHashSet<>();
    List<JsonNode> objects = new ArrayList<>();
    List<JsonNode> elements = new ArrayList<>();
    for (JsonNode sample : samples) {
      types.add(type(sample));
      if (sample.isObject()) {
        objects.add(sample);
      }
      sample.values().stream().filter(element -> sample.isArray()).forEach(elements::add);
    }
    if (types.contains("number")) {
      types.remove("integer");
    }
    if (types.size() == 1) {
      schema.put("type", types.iterator().next());
    } else {
      types.forEach(schema.putArray("type")::add);
    }
    if (!objects.isEmpty()) {
      properties(schema, name, objects);
    }
    if (!elements.isEmpty()) {
      schema.set("items", of(name, elements));
    }
    return schema;
  }

  private void properties(ObjectNode schema, String name, List<JsonNode> objects) {
    Map<String, List<JsonNode>> values = new LinkedHashMap<>();
    for (JsonNode object : objects) {
      object.forEachEntry(
          (field, value) -> values.computeIfAbsent(field, _ -> new ArrayList<>()).add(value));
    }
    List<String> required =
        values.keySet().stream().filter(it -> values.get(it).size() == objects.size()).toList();
    if (!required.isEmpty()) {
      required.forEach(schema.putArray("required")::add);
    }
    ObjectNode properties = schema.putObject("properties");
    values.forEach(
        (field, found) -> {
          ObjectNode property = of(field, found);
          property.put("description", fields.meaning(name, field));
          properties.set(field, property);
        });
  }

  private static String type(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case BOOLEAN -> "boolean";
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      case NULL -> "null";
      default -> "string";
    };
  }
}
