package io.berth.dialect.reference;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes an OpenAPI document as a Postman collection 2.1: a folder per tag, and the platform's
 * callback to the merchant's own server.
 */
record PostmanCollection(JsonNode document, PostmanScript script) {
  private static final String SCHEMA =
      "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
  private static final String SIGNATURE = "Auth";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  private static final List<String> BODIES =
      List.of("application/json", "application/x-www-form-urlencoded");

  ObjectNode write() {
    ObjectNode root = JSON.createObjectNode();
    String name = document.at("/info/title").asString();
    root.putObject("info")
        .put("name", "Berth: " + name)
        .put(
            "description",
            "Fill in the collection's variables; a script signs each request before it is sent. "
                + document.at("/info/description").asString())
        .put("schema", SCHEMA);
    ArrayNode folders = root.putArray("item");
    for (JsonNode tag : document.path("tags")) {
      ArrayNode items = JSON.createArrayNode();
      document
          .path("paths")
          .forEachEntry((path, item) -> add(items, tag, "{{origin}}", path, item));
      add(items, tag, "{{callback_url}}", "", document.at("/webhooks/order"));
      if (!items.isEmpty()) {
        ObjectNode folder = folders.addObject().put("name", tag.path("name").asString());
        folder.set("item", items);
      }
    }
    ObjectNode event = root.putArray("event").addObject().put("listen", "prerequest");
    ArrayNode lines = event.putObject("script").put("type", "text/javascript").putArray("exec");
    script.text().lines().forEach(lines::add);
    ArrayNode variables = root.putArray("variable");
    variable(variables, "origin", document.at("/servers/0/variables/origin/default").asString());
    script.filledIn().forEach(each -> variable(variables, each, ""));
    return root;
  }

  private static void variable(ArrayNode variables, String name, String value) {
    variables.addObject().put("key", name).put("value", value).put("type", "string");
  }

  private void add(ArrayNode items, JsonNode tag, String host, String path, JsonNode pathItem) {
    pathItem.forEachEntry(
        (method, operation) -> {
          if (operation.at("/tags/0").equals(tag.path("name"))) {
            ObjectNode item = items.addObject();
            item.put("name", path.isEmpty() ? "callback" : path);
            item.set("request", request(method.toUpperCase(Locale.ROOT), host, path, operation));
            item.putArray("response");
          }
        });
  }

  private ObjectNode request(String method, String host, String path, JsonNode operation) {
    ObjectNode request = JSON.createObjectNode().put("method", method);
    request.put("description", operation.path("summary").asString());
    ArrayNode headers = request.putArray("header");
    credentials(operation).propertyNames().forEach(name -> header(headers, name));
    ObjectNode url = request.putObject("url");
    url.put("raw", host + path);
    url.putArray("host").add(host);
    if (!path.isEmpty()) {
      List.of(path.substring(1).split("/", -1)).forEach(url.putArray("path")::add);
    }
    ArrayNode query = JSON.createArrayNode();
    for (JsonNode parameter : operation.path("parameters")) {
      String name = parameter.path("name").asString();
      if (parameter.path("in").asString().equals("header")) {
        headers
            .addObject()
            .put("key", name)
            .put("value", "{{callback_" + name.substring(name.lastIndexOf('-') + 1) + "}}");
      } else if (parameter.has("example")) {
        query.add(pair(name, parameter.path("example")));
      }
    }
    if (!query.isEmpty()) {
      url.set("query", query);
    }
    body(request, headers, operation);
    return request;
  }

  private void body(ObjectNode request, ArrayNode headers, JsonNode operation) {
    JsonNode content = operation.at("/requestBody/content");
    boolean isSigned = credentials(operation).has(SIGNATURE);
    if (content.has(BODIES.getLast())) {
      ArrayNode fields = request.putObject("body").put("mode", "urlencoded").putArray("urlencoded");
      for (Map.Entry<String, JsonNode> field :
          content.at("/" + BODIES.getLast().replace("/", "~1") + "/example").properties()) {
        fields.add(pair(field.getKey(), field.getValue()).put("type", "text"));
      }
      return;
    }
    if (content.has(BODIES.getFirst()) || isSigned) {
      headers.addObject().put("key", "Content-Type").put("value", BODIES.getFirst());
    }
    if (content.has(BODIES.getFirst()) || isSigned && !isGet(request)) {
      ObjectNode example = JSON.createObjectNode();
      content
          .at("/application~1json/example")
          .forEachEntry(
              (name, value) ->
                  example.set(
                      name, isVariable(name) ? JSON.valueToTree("{{" + name + "}}") : value));
      ObjectNode body = request.putObject("body").put("mode", "raw");
      body.put("raw", JSON.writeValueAsString(example));
      body.putObject("options").putObject("raw").put("language", "json");
    }
  }

  /** The headers of a server where servers and front ends call. */
  private static JsonNode credentials(JsonNode operation) {
    JsonNode ways = operation.path("security");
    return ways.values().stream()
        .filter(way -> way.has(SIGNATURE))
        .findFirst()
        .orElse(ways.path(0));
  }

  private static boolean isGet(ObjectNode request) {
    return request.path("method").asString().equals("GET");
  }

  private ObjectNode pair(String name, JsonNode example) {
    String value = isVariable(name) ? "{{" + name + "}}" : example.asString();
    return JSON.createObjectNode().put("key", name).put("value", value);
  }

  private boolean isVariable(String name) {
    return script.variables().contains(name);
  }

  /** Headers are named like variables, but those that carry the access token. */
  private static void header(ArrayNode headers, String name) {
    String value =
        switch (name) {
          case "Authorization" -> "Bearer {{access_token}}";
          case "at" -> "{{access_token}}";
          default -> "{{" + name.toLowerCase(Locale.ROOT).replace('-', '_') + "}}";
        };
    headers.addObject().put("key", name).put("value", value);
  }
}
