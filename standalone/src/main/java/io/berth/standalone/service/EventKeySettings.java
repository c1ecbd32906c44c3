package io.berth.standalone.service;

import io.berth.standalone.data.LocalSettings;
import java.util.List;
import java.util.Map;

/** Gives a topic's signing keys to the services that write or read it, and to no others. */
final class EventKeySettings {

  /** One key; where a topic has two writers, each has its own and the reader has both. */
  private record Use(String topic, String keyId, Service writer, Service reader) {}

  private static final List<Use> USES =
      List.of(
          new Use("orders", "pay1", Service.PAY, Service.CALLBACK),
          new Use("deliveries", "callback1", Service.CALLBACK, Service.PAY),
          new Use("identities", "did1", Service.DID, Service.PAY),
          new Use("revocations", "did1", Service.DID, Service.GATEWAY),
          new Use("refusals", "gateway1", Service.GATEWAY, Service.CONSOLE),
          new Use("refusals", "pay1", Service.PAY, Service.CONSOLE));

  private EventKeySettings() {}

  static void put(Map<String, String> all, Service service, LocalSettings settings) {
    for (Use use : USES) {
      String property = "berth.events." + use.topic;
      String key = settings.key("events/" + use.topic + "/" + use.keyId, 32);
      if (use.writer == service) {
        all.put(property + ".active", use.keyId);
      }
      if (use.writer == service || use.reader == service) {
        all.put(property + ".keys." + use.keyId, key);
      }
    }
  }
}
