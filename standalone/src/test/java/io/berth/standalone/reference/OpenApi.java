package io.berth.standalone.reference;

import io.berth.api.Command;
import io.berth.api.ConsoleCommand;
import io.berth.api.Outcome;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The endpoint that takes commands over HTTP, as OpenAPI 3.1. */
final class OpenApi {

  private static final JsonMapper JSON = new JsonMapper();

  private OpenApi() {}

  static ObjectNode of(Schemas schemas) {
    ObjectNode command = schemas.reference(Command.class);
    schemas.reference(ConsoleCommand.class);
    ObjectNode outcome = schemas.reference(Outcome.class);
    // Fills the three references in, too.
    ObjectNode definitions = schemas.definitions();
    ObjectNode root = JSON.createObjectNode().put("openapi", "3.1.0");
    root.putObject("info")
        .put("title", "Commands of operators")
        .put("version", "1")
        .put(
            "description",
            "Commands that the dialects' requests become. Answers are HTTP 200 with an Outcome, refusals"
                + " included; other statuses say that no command was heard.");
    ObjectNode server = root.putArray("servers").addObject().put("url", "{origin}");
    server.putObject("variables").putObject("origin").put("default", "http://localhost:8080");
    ObjectNode paths = root.putObject("paths");
    path(
        paths,
        "/operator/commands",
        "At the gateway: one command for whoever runs the platform",
        "operatorToken",
        command,
        outcome);
    ObjectNode components = root.putObject("components");
    ObjectNode security = components.putObject("securitySchemes");
    security.putObject("operatorToken").put("type", "http").put("scheme", "bearer");
    components.set("schemas", definitions);
    return root;
  }

  private static void path(
      ObjectNode paths,
      String path,
      String summary,
      String security,
      ObjectNode request,
      ObjectNode outcome) {
    ObjectNode post = paths.putObject(path).putObject("post").put("summary", summary);
    post.put("operationId", path.substring(1).replace('/', '.'));
    post.putArray("security").addObject().putArray(security);
    ObjectNode body = post.putObject("requestBody").put("required", true);
    body.putObject("content").putObject("application/json").set("schema", request.deepCopy());
    ObjectNode responses = post.putObject("responses");
    ObjectNode ok = responses.putObject("200").put("description", "What became of it");
    ok.putObject("content").putObject("application/json").set("schema", outcome.deepCopy());
    responses.putObject("400").put("description", "No such command, or not readable");
    responses.putObject("401").put("description", "The operator's token is missing or wrong");
    responses.putObject("413").put("description", "The body is too large");
    responses.putObject("429").put("description", "Too frequent");
  }
}
