package io.berth.dialect.reference;

import io.berth.dialect.Dialect;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes a dialect's callback as AsyncAPI 3.0: the platform sends, the merchant receives. */
final class AsyncApiDocument {
  private static final JsonMapper JSON = new JsonMapper();

  private AsyncApiDocument() {}

  static ObjectNode of(Dialect dialect, Webhook webhook) {
    ObjectNode root = JSON.createObjectNode().put("asyncapi", "3.0.0");
    root.putObject("info")
        .put("title", DialectWords.name(dialect) + ": callbacks")
        .put("version", "1")
        .put("description", webhook.retries() + ' ' + webhook.acknowledgement());
    ObjectNode channel = root.putObject("channels").putObject("order");
    channel.put("description", "The callback URL of the order or the app.");
    channel
        .putObject("messages")
        .putObject("callback")
        .put("$ref", "#/components/messages/callback");
    ObjectNode operation = root.putObject("operations").putObject("sendCallback");
    operation.put("action", "send");
    operation.putObject("channel").put("$ref", "#/channels/order");
    operation.putArray("messages").addObject().put("$ref", "#/channels/order/messages/callback");
    ObjectNode http = operation.putObject("bindings").putObject("http");
    http.put("method", webhook.method()).put("bindingVersion", "0.3.0");
    ObjectNode message = root.putObject("components").putObject("messages").putObject("callback");
    if (webhook.contentType() == null) {
      http.set("query", webhook.schema());
      return root;
    }
    message.put("contentType", webhook.contentType());
    ObjectNode example = JSON.createObjectNode();
    if (!webhook.headers().isEmpty()) {
      ObjectNode headers = message.putObject("headers").put("type", "object");
      ObjectNode properties = headers.putObject("properties");
      ObjectNode values = example.putObject("headers");
      webhook
          .headers()
          .forEach(
              (name, value) -> {
                properties
                    .putObject(name)
                    .put("type", "string")
                    .put("description", webhook.header(name));
                values.put(name, value);
              });
    }
    message.set("payload", webhook.schema());
    example.set("payload", webhook.example());
    message.putArray("examples").add(example);
    return root;
  }
}
