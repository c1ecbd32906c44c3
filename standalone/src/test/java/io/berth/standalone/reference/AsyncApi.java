package io.berth.standalone.reference;

import io.berth.api.Topics;
import io.berth.api.app.AppRecord;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.doctor.RefusedSignature;
import io.berth.api.order.OrderEvent;
import io.berth.api.token.Revocation;
import io.berth.api.user.IdentityRecord;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Describes the services' Kafka messages as AsyncAPI 3.0. */
final class AsyncApi {

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * @param key of the records
   */
  record Topic(
      String name, String key, Class<?> payload, String from, List<String> to, String words) {}

  static final List<Topic> TOPICS =
      List.of(
          new Topic(
              Topics.APPS,
              "app id",
              AppRecord.class,
              "did-service",
              List.of("gateway", "pay-service", "callback-service"),
              "Compacted. Each record is a JWS signed by did-service whose payload is the app,"
                  + " whole; older versions are ignored."),
          new Topic(
              Topics.IDENTITIES,
              "app id, a colon, uid",
              IdentityRecord.class,
              "did-service",
              List.of("pay-service"),
              "Compacted. Users as the apps know them, with what they granted."),
          new Topic(
              Topics.REVOCATIONS,
              "what is revoked",
              Revocation.class,
              "did-service",
              List.of("gateway"),
              "Kept longer than the longest token lives."),
          new Topic(
              Topics.ORDERS,
              "order id",
              OrderEvent.class,
              "pay-service",
              List.of("callback-service"),
              "Written from pay-service's outbox, in the order of each order's versions; a record"
                  + " may come twice."),
          new Topic(
              Topics.DELIVERIES,
              "order id",
              DeliveryEvent.class,
              "callback-service",
              List.of("pay-service"),
              "One record for each attempt to call a merchant."),
          new Topic(
              Topics.REFUSALS,
              "app id",
              RefusedSignature.class,
              "gateway",
              List.of("console"),
              "Kept 24 hours, capped per app; pay-service adds bills that games signed wrongly. Secrets are replaced before."));

  private AsyncApi() {}

  static ObjectNode of(Schemas schemas) {
    ObjectNode root = JSON.createObjectNode().put("asyncapi", "3.0.0");
    root.putObject("info")
        .put("title", "Berth's events")
        .put("version", "1")
        .put(
            "description",
            "Events that the services tell each other. Integrators see none of them.");
    ObjectNode channels = root.putObject("channels");
    ObjectNode operations = root.putObject("operations");
    ObjectNode messages = JSON.createObjectNode();
    for (Topic topic : TOPICS) {
      String name = topic.payload().getSimpleName();
      ObjectNode channel = channels.putObject(topic.name()).put("address", topic.name());
      channel.put("description", topic.words());
      channel.putObject("messages").putObject(name).put("$ref", "#/components/messages/" + name);
      ObjectNode message = messages.putObject(name).put("contentType", "application/json");
      message.putObject("x-key").put("description", topic.key());
      message.set("payload", schemas.reference(topic.payload()));
      operation(operations, "send", topic.from(), topic.name());
      topic.to().forEach(service -> operation(operations, "receive", service, topic.name()));
    }
    ObjectNode components = root.putObject("components");
    components.set("messages", messages);
    components.set("schemas", schemas.definitions());
    return root;
  }

  private static void operation(ObjectNode operations, String action, String who, String topic) {
    operations
        .putObject(who + "." + action + "." + topic)
        .put("action", action)
        .put("title", who)
        .putObject("channel")
        .put("$ref", "#/channels/" + topic);
  }
}
