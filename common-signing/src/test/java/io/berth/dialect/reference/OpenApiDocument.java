package io.berth.dialect.reference;

import io.berth.api.Caller;
import io.berth.dialect.Api.Credential;
import io.berth.dialect.Api.WireCode;
import io.berth.dialect.Dialect;
import io.berth.dialect.api.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a dialect as OpenAPI 3.1: its endpoints as paths, its callback as a webhook. */
final class OpenApiDocument {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ORIGIN = "http://localhost:8080";

  private final Dialect dialect;
  private final Goldens goldens;
  private final Fields fields;
  private final ObjectNode root = JSON.createObjectNode();
  private final ObjectNode schemas = JSON.createObjectNode();
  private final Map<String, Credential> credentials = new LinkedHashMap<>();

  private OpenApiDocument(Dialect dialect, Goldens goldens, Fields fields) {
    this.dialect = dialect;
    this.goldens = goldens;
    this.fields = fields;
  }

  static ObjectNode of(Dialect dialect, Goldens goldens, Fields fields) {
    return new OpenApiDocument(dialect, goldens, fields).write();
  }

  private ObjectNode write() {
    root.put("openapi", "3.1.0");
    root.putObject("info")
        .put("title", DialectWords.name(dialect))
        .put("version", "1")
        .put("description", DialectWords.description(dialect))
        .put("x-example-app", goldens.app())
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("identifier", "Apache-2.0");
    ObjectNode server = root.putArray("servers").addObject().put("url", "{origin}");
    server.putObject("variables").putObject("origin").put("default", ORIGIN);
    List<Endpoint> endpoints = dialect.api().endpoints();
    ArrayNode tags = root.putArray("tags");
    Stream.concat(endpoints.stream().map(OpenApiDocument::tag).sorted(), Stream.of("callback"))
        .distinct()
        .forEach(tag -> tags.addObject().put("name", tag));
    ObjectNode paths = JSON.createObjectNode();
    endpoints.forEach(endpoint -> paths.set(endpoint.path(), pathItem(endpoint)));
    if (!paths.isEmpty()) {
      root.set("paths", paths);
    }
    Webhook webhook = new Webhook(dialect, goldens, fields);
    root.putObject("webhooks").set("order", webhook.pathItem());
    if (!endpoints.isEmpty()) {
      schemas.set("Refusal", refusal());
    }
    if (webhook.contentType() != null) {
      schemas.set(Webhook.SCHEMA, webhook.schema());
    }
    ObjectNode components = root.putObject("components");
    components.set("schemas", schemas);
    if (!credentials.isEmpty()) {
      ObjectNode schemes = components.putObject("securitySchemes");
      credentials.forEach((name, credential) -> schemes.set(name, scheme(credential)));
    }
    return root;
  }

  private ObjectNode pathItem(Endpoint endpoint) {
    ObjectNode item = JSON.createObjectNode();
    for (String method : new TreeSet<>(endpoint.methods())) {
      item.set(method.toLowerCase(Locale.ROOT), operation(endpoint, method));
    }
    return item;
  }

  private ObjectNode operation(Endpoint endpoint, String method) {
    List<Goldens.Exchange> exchanges = goldens.exchanges(endpoint);
    List<Goldens.Exchange> ofMethod =
        exchanges.stream().filter(each -> each.method().equals(method)).toList();
    String name = name(endpoint);
    ObjectNode operation = JSON.createObjectNode();
    operation.put("operationId", endpoint.methods().size() > 1 ? name + '-' + method : name);
    operation.putArray("tags").add(tag(endpoint));
    operation.put("summary", endpoint.summary());
    if (endpoint.paths().size() > 1) {
      List<String> others = endpoint.paths().subList(1, endpoint.paths().size());
      operation.put("description", "Also at " + String.join(", ", others) + '.');
    }
    List<Caller.Kind> callers = callers(endpoint, method);
    operation.set("security", security(callers));
    Requests requests = new Requests(parameters(endpoint, callers), ofMethod);
    if (method.equals("GET")) {
      requests.addQuery(operation);
    } else if (!requests.isEmpty()) {
      schemas.set(name + ".request", requests.schema());
      operation.set("requestBody", requests.body(name + ".request", contentTypes()));
    }
    if (!schemas.has(name + ".response")) {
      schemas.set(name + ".response", response(name, exchanges));
    }
    ObjectNode ok = operation.putObject("responses").putObject("200");
    ok.put("description", "The answer; a refusal is one, too.");
    headers(ok, ofMethod);
    operation
        .putArray("x-codeSamples")
        .addObject()
        .put("lang", "HTTP")
        .put("source", ofMethod.getFirst().text().strip().replaceFirst(" /", " " + ORIGIN + "/"));
    ObjectNode json = ok.putObject("content").putObject("application/json");
    ArrayNode any = json.putObject("schema").putArray("anyOf");
    any.addObject().put("$ref", "#/components/schemas/" + name + ".response");
    any.addObject().put("$ref", "#/components/schemas/Refusal");
    examples(json.putObject("examples"), ofMethod);
    return operation;
  }

  private static void examples(ObjectNode examples, List<Goldens.Exchange> exchanges) {
    for (Goldens.Exchange each : exchanges) {
      if (each.name().startsWith("valid") || each.name().startsWith("tampered")) {
        examples
            .putObject(each.name().replaceAll("valid.*", "success").replace("tampered", "refusal"))
            .set("value", json(each.answer().body()));
      }
    }
  }

  private void headers(ObjectNode response, List<Goldens.Exchange> exchanges) {
    Map<String, String> sent = exchanges.getFirst().answer().singleHeaders();
    sent.remove("content-type");
    if (!sent.isEmpty()) {
      ObjectNode headers = response.putObject("headers");
      sent.keySet()
          .forEach(
              header ->
                  headers
                      .putObject(header)
                      .put("description", fields.meaning("headers", header))
                      .putObject("schema")
                      .put("type", "string"));
    }
  }

  /** Everything but failures. */
  private ObjectNode response(String name, List<Goldens.Exchange> exchanges) {
    List<JsonNode> answers =
        exchanges.stream()
            .filter(Goldens.Exchange::isSuccess)
            .map(each -> json(each.answer().body()))
            .toList();
    if (answers.isEmpty()) {
      throw new IllegalStateException("no golden file shows a success of " + name);
    }
    ObjectNode schema = new SampleSchema(fields).of("envelope", answers);
    String code = codeField();
    ((ObjectNode) schema.path("properties").path(code))
        .put("const", answers.getFirst().path(code).asInt());
    return schema;
  }

  private ObjectNode refusal() {
    List<JsonNode> samples = goldens.refusals().stream().map(JSON::readTree).toList();
    ObjectNode schema = new SampleSchema(fields).of("envelope", samples);
    ObjectNode code = (ObjectNode) schema.path("properties").path(codeField());
    ArrayNode numbers = code.putArray("oneOf");
    for (WireCode each : dialect.api().codes()) {
      if (!each.causes().isEmpty()) {
        numbers.addObject().put("const", each.number()).put("title", each.words());
      }
    }
    return schema;
  }

  /** The field of an envelope that holds the code: it differs between two refusals. */
  private String codeField() {
    JsonNode sample = JSON.readTree(goldens.refusals().getFirst());
    Set<Integer> numbers = new LinkedHashSet<>();
    dialect.api().codes().forEach(code -> numbers.add(code.number()));
    return sample.properties().stream()
        .filter(it -> it.getValue().isInt() && numbers.contains(it.getValue().asInt()))
        .findFirst()
        .orElseThrow()
        .getKey();
  }

  /** Media types in which golden requests bring parameters. */
  private List<String> contentTypes() {
    Set<String> types = new TreeSet<>();
    for (Endpoint endpoint : dialect.api().endpoints()) {
      for (Goldens.Exchange each : goldens.exchanges(endpoint)) {
        String type = each.request().singleHeaders().get("content-type");
        if (type != null && each.isRead() && each.request().body().length > 0) {
          types.add(type.split(";", 2)[0].strip());
        }
      }
    }
    types.removeIf(type -> !type.matches("application/json|.*/x-www-form-urlencoded|multipart/.*"));
    return List.copyOf(types);
  }

  private ArrayNode security(List<Caller.Kind> callers) {
    ArrayNode security = JSON.createArrayNode();
    for (Caller.Kind caller : callers) {
      List<Credential> needed = dialect.api().credentials(caller);
      if (!needed.isEmpty() && !dialect.api().endpoints().isEmpty()) {
        ObjectNode together = security.addObject();
        for (Credential credential : needed) {
          credentials.putIfAbsent(credential.header(), credential);
          together.putArray(credential.header());
        }
      }
    }
    return security;
  }

  private static ObjectNode scheme(Credential credential) {
    ObjectNode scheme = JSON.createObjectNode();
    if (credential.header().equals("Authorization")) {
      scheme.put("type", "http").put("scheme", "bearer");
    } else {
      scheme.put("type", "apiKey").put("in", "header").put("name", credential.header());
    }
    return scheme.put("description", credential.meaning() + '.');
  }

  /** Servers only POST where front ends call, too. */
  private static List<Caller.Kind> callers(Endpoint endpoint, String method) {
    List<Caller.Kind> callers = new ArrayList<>(new TreeSet<>(endpoint.callers()));
    if (callers.size() > 1 && method.equals("GET")) {
      callers.remove(Caller.Kind.SERVER);
    }
    return callers;
  }

  private static ParameterSchema parameters(Endpoint endpoint, List<Caller.Kind> callers) {
    var ofClients = endpoint.parameters(Caller.Kind.CLIENT);
    var ofServers = endpoint.parameters(Caller.Kind.SERVER);
    if (callers.contains(Caller.Kind.SERVER) && callers.contains(Caller.Kind.CLIENT)) {
      var some = ofServers.stream().filter(each -> !ofClients.contains(each)).toList();
      return new ParameterSchema(ofClients, some);
    }
    boolean isServer = callers.contains(Caller.Kind.SERVER);
    return new ParameterSchema(isServer ? ofServers : ofClients, List.of());
  }

  static String name(Endpoint endpoint) {
    return endpoint.name().replace('/', '.');
  }

  static String tag(Endpoint endpoint) {
    return endpoint.name().split("/", 2)[0];
  }

  static JsonNode json(byte[] body) {
    return JSON.readTree(new String(body, StandardCharsets.UTF_8));
  }
}
