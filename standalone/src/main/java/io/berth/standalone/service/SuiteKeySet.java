package io.berth.standalone.service;

import io.berth.service.keyset.KeyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A set of keys of a suite, and which services have it.
 *
 * @param name as it is stored
 * @param scope as services report it
 * @param writer signs or encrypts with the active key
 * @param readers verify or decrypt with all keys
 * @param firstId id of the first key; empty where ids are made of keys
 */
public record SuiteKeySet(
    KeyKind kind,
    String name,
    String scope,
    Service writer,
    List<Service> readers,
    String firstId) {

  private static final List<Service> WITH_APPS =
      List.of(Service.GATEWAY, Service.DID, Service.PAY, Service.CALLBACK);

  /** Returns all sets. Each pair of services has its own, so that none can impersonate another. */
  static List<SuiteKeySet> all() {
    List<SuiteKeySet> all = new ArrayList<>();
    all.add(new SuiteKeySet(KeyKind.SEALING, "sealing", "", Service.DID, WITH_APPS, "k1"));
    all.add(new SuiteKeySet(KeyKind.TOKENS, "tokens", "", Service.DID, WITH_APPS, ""));
    ServiceSettings.CALLS.forEach(
        (issuer, audiences) -> audiences.forEach(audience -> all.add(caller(issuer, audience))));
    all.add(events("orders", "pay1", Service.PAY, Service.CALLBACK, Service.DID));
    all.add(events("deliveries", "callback1", Service.CALLBACK, Service.PAY));
    all.add(events("identities", "did1", Service.DID, Service.PAY));
    all.add(events("revocations", "did1", Service.DID, Service.GATEWAY));
    // Two writers, each with a key of its own; the reader has both.
    all.add(events("refusals", "gateway1", Service.GATEWAY, Service.CONSOLE));
    all.add(events("refusals", "pay1", Service.PAY, Service.CONSOLE));
    for (Service service : Service.values()) {
      service
          .database()
          .ifPresent(
              name ->
                  all.add(
                      new SuiteKeySet(
                          KeyKind.DATABASE,
                          "postgres/" + name + "_app",
                          name + "_app",
                          service,
                          List.of(service),
                          "p1")));
    }
    return all;
  }

  private static SuiteKeySet caller(Service issuer, Service audience) {
    return new SuiteKeySet(
        KeyKind.CALLER,
        "vouch/" + issuer.id() + "/" + audience.id(),
        (issuer.id() + ">" + audience.id()).replace("-", ""),
        issuer,
        List.of(audience),
        "");
  }

  private static SuiteKeySet events(
      String topic, String firstId, Service writer, Service... readers) {
    return new SuiteKeySet(
        KeyKind.EVENTS,
        "events/" + topic + "/" + firstId,
        topic,
        writer,
        List.of(readers),
        firstId);
  }

  /** Services that have a key of this set in their settings or fetch it. */
  public List<Service> holders() {
    return Stream.concat(Stream.of(writer), readers.stream()).distinct().toList();
  }

  /** Services that sign or encrypt with the active key, or would. */
  public List<Service> users() {
    return kind == KeyKind.SEALING ? holders() : List.of(writer);
  }

  /** In words. */
  public String title() {
    return switch (kind) {
      case SEALING -> "sealing key";
      case TOKENS -> "token key";
      case CALLER -> "caller key " + writer.id() + " > " + readers.getFirst().id();
      case DATABASE -> "database password of " + writer.id();
      case EVENTS -> "event key " + scope + " of " + writer.id();
    };
  }
}
