package io.berth.dialect.reference;

import io.berth.api.delivery.Acknowledgement;
import io.berth.dialect.Dialect;
import io.berth.dialect.contract.HttpText;
import io.berth.dialect.http.WireQuery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Describes a dialect's callback by its golden files. */
record Webhook(Dialect dialect, Goldens goldens, Fields fields) {
  private static final JsonMapper JSON = new JsonMapper();
  static final String SCHEMA = "callback";

  String method() {
    return callbacks().getFirst().firstLine().split(" ", 2)[0];
  }

  /** Null where the fields stand in the URL. */
  @Nullable String contentType() {
    return callbacks().getFirst().singleHeaders().get("content-type");
  }

  /** Headers beside the content type, with an example each. */
  Map<String, String> headers() {
    Map<String, String> headers = callbacks().getFirst().singleHeaders();
    headers.remove("content-type");
    return headers;
  }

  String header(String name) {
    return fields.meaning("headers", name);
  }

  ObjectNode schema() {
    return new SampleSchema(fields).of(SCHEMA, examples());
  }

  JsonNode example() {
    return examples().getFirst();
  }

  ObjectNode pathItem() {
    ObjectNode item = JSON.createObjectNode();
    ObjectNode operation = item.putObject(method().toLowerCase(Locale.ROOT));
    operation.put("operationId", "callback");
    operation.putArray("tags").add("callback");
    operation.put("summary", "The platform tells the merchant's server of an order.");
    operation.put("description", retries());
    operation.putArray("security");
    ArrayNode parameters = JSON.createArrayNode();
    headers().forEach((name, value) -> parameter(parameters, name, "header", value));
    String type = contentType();
    if (type == null) {
      ObjectNode properties = (ObjectNode) schema().path("properties");
      example()
          .forEachEntry(
              (name, value) -> {
                ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
                ObjectNode property = (ObjectNode) properties.path(name).deepCopy();
                parameter.set("description", property.remove("description"));
                parameter.set("schema", property);
                parameter.set("example", value);
              });
    } else {
      ObjectNode body = operation.putObject("requestBody").put("required", true);
      ObjectNode media = body.putObject("content").putObject(type);
      media.putObject("schema").put("$ref", "#/components/schemas/" + SCHEMA);
      media.set("example", example());
    }
    if (!parameters.isEmpty()) {
      operation.set("parameters", parameters);
    }
    Acknowledgement wanted = dialect.callbacks().acknowledgement();
    ObjectNode ok =
        operation
            .putObject("responses")
            .putObject(
                wanted.lowestStatus() == wanted.highestStatus()
                    ? Integer.toString(wanted.lowestStatus())
                    : wanted.lowestStatus() / 100 + "XX");
    ok.put("description", acknowledgement());
    return item;
  }

  private void parameter(ArrayNode parameters, String name, String place, String example) {
    ObjectNode parameter = parameters.addObject().put("name", name).put("in", place);
    parameter.put("description", header(name));
    parameter.putObject("schema").put("type", "string");
    parameter.put("example", example);
  }

  /** The answer by which a merchant says that it has the callback. */
  String acknowledgement() {
    Acknowledgement wanted = dialect.callbacks().acknowledgement();
    if (wanted.values().isEmpty()) {
      return "Received. The body does not matter.";
    }
    String values = String.join(" or ", wanted.values());
    return wanted.field() == null
        ? "Received, if the body is " + values + '.'
        : "Received, if " + wanted.field() + " of the JSON body is " + values + '.';
  }

  /** When the callback is sent again. */
  String retries() {
    List<String> steps = new ArrayList<>();
    Duration former = null;
    int times = 0;
    int attempts = 1;
    for (Duration next = delay(1); next != null; next = delay(++attempts)) {
      if (!next.equals(former) && former != null) {
        steps.add(step(former, times));
        times = 0;
      }
      former = next;
      times++;
    }
    steps.add(step(former, times));
    return "Sent until the merchant's server says that it has it, at most "
        + attempts
        + " times. Delays: "
        + String.join(", ", steps)
        + '.';
  }

  private @Nullable Duration delay(int attemptsMade) {
    return dialect.callbacks().delayAfter(attemptsMade);
  }

  private static String step(Duration delay, int times) {
    String text = delay.toString().substring(2).toLowerCase(Locale.ROOT);
    String words = text.replaceAll("(\\d)([hms])", "$1 $2").replace("m", "min");
    return times == 1 ? words : times + " × " + words;
  }

  private List<HttpText> callbacks() {
    return goldens.callbacks();
  }

  private List<JsonNode> examples() {
    return callbacks().stream().map(this::fieldsOf).toList();
  }

  private JsonNode fieldsOf(HttpText callback) {
    String type = callback.singleHeaders().get("content-type");
    if ("application/json".equals(type)) {
      return OpenApiDocument.json(callback.body());
    }
    String url = callback.firstLine();
    String form =
        type == null
            ? url.substring(url.indexOf('?') + 1)
            : new String(callback.body(), StandardCharsets.ISO_8859_1);
    ObjectNode values = JSON.createObjectNode();
    for (WireQuery.Pair pair : WireQuery.pairs(form)) {
      // The merchant's own query is kept in the URL.
      if (!pair.name().equals("shop")) {
        values.put(pair.name(), WireQuery.decode(pair.rawValue()));
      }
    }
    return values;
  }
}
