package io.berth.dialect.reference;

import io.berth.dialect.http.WireQuery;
import io.berth.dialect.parameter.Parameter;
import io.berth.dialect.parameter.Parameter.Named;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what an operation takes, with a golden request as the example.
 *
 * @param exchanges the best example first
 */
record Requests(ParameterSchema parameters, List<Goldens.Exchange> exchanges) {
  private static final JsonMapper JSON = new JsonMapper();

  boolean isEmpty() {
    return parameters.named().isEmpty();
  }

  ObjectNode schema() {
    return parameters.body();
  }

  ObjectNode body(String schema, List<String> contentTypes) {
    ObjectNode body = JSON.createObjectNode();
    if (!parameters.required().isEmpty()) {
      body.put("required", true);
    }
    ObjectNode content = body.putObject("content");
    for (String type : contentTypes) {
      ObjectNode media = content.putObject(type);
      media.putObject("schema").put("$ref", "#/components/schemas/" + schema);
      media.set("example", example());
    }
    return body;
  }

  void addQuery(ObjectNode operation) {
    if (isEmpty()) {
      return;
    }
    ArrayNode query = operation.putArray("parameters");
    ObjectNode example = example();
    for (Map.Entry<String, Named<?>> each : parameters.named().entrySet()) {
      ObjectNode parameter = query.addObject().put("name", each.getKey()).put("in", "query");
      if (parameters.required().contains(each.getKey())) {
        parameter.put("required", true);
      }
      parameter.put("description", parameters.meaning(each.getValue()));
      parameter.set("schema", ParameterSchema.of(each.getValue()));
      if (example.has(each.getKey())) {
        parameter.set("example", example.get(each.getKey()));
      }
    }
  }

  /** The parameters of the first golden request, each with its declared type. */
  ObjectNode example() {
    ObjectNode example = JSON.createObjectNode();
    Goldens.Exchange first = exchanges.getFirst();
    if (isJson(first)) {
      JSON.readTree(first.request().body())
          .forEachEntry((name, value) -> put(example, name, value));
    } else {
      int query = first.target().indexOf('?');
      addPairs(example, query < 0 ? null : first.target().substring(query + 1));
      addPairs(example, new String(first.request().body(), StandardCharsets.ISO_8859_1));
    }
    return example;
  }

  private void addPairs(ObjectNode example, @Nullable String pairs) {
    for (WireQuery.Pair pair : WireQuery.pairs(pairs)) {
      String value = WireQuery.decode(pair.rawValue());
      put(example, pair.name(), JSON.getNodeFactory().stringNode(value));
    }
  }

  private void put(ObjectNode example, String name, JsonNode value) {
    if (parameters.named().get(name) instanceof Parameter.Whole) {
      example.put(name, Long.parseLong(value.asString()));
    } else {
      example.put(name, value.asString());
    }
  }

  private static boolean isJson(Goldens.Exchange exchange) {
    return exchange.request().body().length > 0 && exchange.request().body()[0] == '{';
  }
}
