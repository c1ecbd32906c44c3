package io.berth.dialect.reference;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes an OpenAPI document as a page for people: every call with fields and examples. */
record ReferencePage(String dialect, JsonNode document) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("# API: ").append(document.at("/info/title").asString()).append("\n\n");
    page.append(
        """
        Every call with its fields and an example. How the calls work together is told in [the guide](../guides/%1$s.md), \
        how a request is signed in [the protocol](../protocols/%1$s.md). For tools: [OpenAPI 3.1](%1$s.json), [AsyncAPI 3.0](%1$s-callbacks.json) of the callback, [a Postman collection](%1$s.postman.json) that signs. \
        This page is generated from the sources.

        The platform is at `%2$s`.
        """
            .formatted(dialect, document.at("/servers/0/variables/origin/default").asString()));
    String envelope = envelope();
    page.append(envelope);
    for (JsonNode tag : document.path("tags")) {
      StringBuilder calls = new StringBuilder();
      document
          .path("paths")
          .forEachEntry(
              (path, item) ->
                  item.forEachEntry(
                      (method, operation) -> {
                        if (operation.at("/tags/0").equals(tag.path("name"))) {
                          calls.append(call(method, path, operation, envelope));
                        }
                      }));
      if (!calls.isEmpty()) {
        page.append("\n## ").append(tag.path("name").asString()).append("\n").append(calls);
      }
    }
    page.append("\n## Callback\n");
    document
        .at("/webhooks/order")
        .forEachEntry((method, operation) -> page.append(callback(method, operation)));
    return page.toString();
  }

  /** The fields that every answer has. */
  private String envelope() {
    JsonNode refusal = document.at("/components/schemas/Refusal");
    List<String> rows = new ArrayList<>();
    rows(rows, "", refusal, false);
    return rows.isEmpty()
        ? ""
        : "\n## Every answer\n\nHTTP 200 and JSON, also where the request is refused.\n"
            + "\n| answer | type | |\n|---|---|---|\n"
            + String.join("", rows);
  }

  private String call(String method, String path, JsonNode operation, String envelope) {
    StringBuilder text = new StringBuilder();
    text.append("\n### `")
        .append(method.toUpperCase(Locale.ROOT))
        .append(' ')
        .append(path)
        .append("`\n\n")
        .append(operation.path("summary").asString());
    if (operation.has("description")) {
      text.append(' ').append(operation.path("description").asString());
    }
    text.append(callers(operation)).append("\n");
    text.append(parameters(operation));
    text.append("\n```http\n")
        .append(operation.at("/x-codeSamples/0/source").asString())
        .append("\n```\n");
    JsonNode answer = operation.at("/responses/200/content/application~1json");
    List<String> rows = new ArrayList<>();
    rows(rows, "", resolved(answer.at("/schema/anyOf/0")), false);
    rows.removeIf(row -> envelope.contains(row) || row.matches("\\| `\\w+` \\| `\\d+` .*\n"));
    if (!rows.isEmpty()) {
      text.append("\n| answer | type | |\n|---|---|---|\n").append(String.join("", rows));
    }
    return text.append(block("json", answer.at("/examples/success/value"))).toString();
  }

  private String callback(String method, JsonNode operation) {
    StringBuilder text = new StringBuilder();
    text.append("\n`")
        .append(method.toUpperCase(Locale.ROOT))
        .append("` to the merchant's server. ")
        .append(operation.path("description").asString())
        .append("\n\n");
    operation
        .path("responses")
        .forEachEntry(
            (status, response) ->
                text.append("Answer ")
                    .append(status)
                    .append(": ")
                    .append(response.path("description").asString())
                    .append("\n"));
    return text.append(parameters(operation)).append(body(operation)).toString();
  }

  private static String body(JsonNode operation) {
    JsonNode content = operation.at("/requestBody/content");
    JsonNode json = content.at("/application~1json/example");
    return json.isMissingNode()
        ? content.properties().stream()
            .filter(media -> media.getKey().endsWith("urlencoded"))
            .map(media -> "\n```\n" + form(media.getValue().path("example")) + "\n```\n")
            .findFirst()
            .orElse("")
        : block("json", json);
  }

  /** Alternatives of headers by which callers prove who they are. */
  private String callers(JsonNode operation) {
    List<String> ways = new ArrayList<>();
    for (JsonNode way : operation.path("security")) {
      ways.add(
          way.propertyNames().stream()
              .map(header -> "`" + header + "`")
              .collect(Collectors.joining(", ")));
    }
    return ways.isEmpty() ? "" : " Headers: " + String.join("; or ", ways) + '.';
  }

  private String parameters(JsonNode operation) {
    List<String> rows = new ArrayList<>();
    for (JsonNode parameter : operation.path("parameters")) {
      row(
          rows,
          parameter.path("name").asString(),
          parameter.path("schema"),
          parameter.path("required").asBoolean(false),
          parameter.path("description").asString());
    }
    JsonNode content = operation.at("/requestBody/content");
    if (!content.isEmpty()) {
      rows(rows, "", resolved(content.values().iterator().next().path("schema")), true);
    }
    if (rows.isEmpty()) {
      return "";
    }
    String types =
        content.isEmpty() ? "in the query" : "as " + String.join(", ", content.propertyNames());
    return "\n| field | type | |\n|---|---|---|\n"
        + String.join("", rows)
        + "\nFields in bold are required. They come "
        + types
        + ".\n";
  }

  private void rows(List<String> rows, String parent, JsonNode schema, boolean showsRequired) {
    Set<String> required = new TreeSet<>();
    schema.path("required").forEach(name -> required.add(name.asString()));
    schema
        .path("properties")
        .forEachEntry(
            (name, property) -> {
              boolean bold = showsRequired && required.contains(name);
              row(rows, parent + name, property, bold, property.path("description").asString());
              rows(rows, parent + name + ".", property, false);
              rows(rows, parent + name + "[].", property.path("items"), false);
            });
  }

  private static void row(
      List<String> rows, String name, JsonNode schema, boolean bold, String meaning) {
    String code = "`" + name + "`";
    rows.add(
        "| "
            + (bold ? "**" + code + "**" : code)
            + " | "
            + type(schema).replace("|", "\\|")
            + " | "
            + meaning.replace("|", "\\|")
            + " |\n");
  }

  private static String type(JsonNode schema) {
    if (schema.has("const")) {
      return "`" + schema.path("const").asString() + "`";
    }
    JsonNode types = schema.path("type");
    String type =
        types.isArray()
            ? types.values().stream().map(JsonNode::asString).collect(Collectors.joining(" or "))
            : types.asString("");
    if (schema.has("pattern")) {
      return type + " `" + schema.path("pattern").asString() + "`";
    }
    if (schema.has("maxLength")) {
      return type + ", at most " + schema.path("maxLength").asInt() + " characters";
    }
    if (schema.has("maximum")) {
      return type
          + ", "
          + schema.path("minimum").asLong()
          + " to "
          + schema.path("maximum").asLong();
    }
    return type;
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.path("$ref").asString().substring(1)) : schema;
  }

  private static String form(JsonNode values) {
    return values.properties().stream()
        .map(
            field ->
                field.getKey()
                    + '='
                    + URLEncoder.encode(field.getValue().asString(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private static String block(String language, JsonNode value) {
    return "\n```" + language + "\n" + JSON.writeValueAsString(value) + "\n```\n";
  }
}
