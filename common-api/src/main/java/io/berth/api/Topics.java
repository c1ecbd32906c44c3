package io.berth.api;

/** Names of the Kafka topics; each is created by the service named beside it. */
public final class Topics {
  /** did-service: compacted, key app id, value a signed {@code AppRecord}. */
  public static final String APPS = "berth.apps";

  /** did-service: compacted, key {@code appId:uid}, value {@code IdentityRecord}. */
  public static final String IDENTITIES = "berth.identities";

  /** did-service: {@code Revocation}, kept longer than the longest token lives. */
  public static final String REVOCATIONS = "berth.revocations";

  /** pay-service: {@code OrderEvent}, key order id. */
  public static final String ORDERS = "berth.orders";

  /** callback-service: {@code DeliveryEvent}, key order id. */
  public static final String DELIVERIES = "berth.deliveries";

  /** gateway: {@code RefusedSignature}, key app id, kept 24 hours. */
  public static final String REFUSALS = "berth.refusals";

  /**
   * did-service, pay-service and callback-service, where {@code berth.records.publish} is on: JSON,
   * key the service, kept 30 days. Nobody in Berth reads it.
   */
  public static final String AUDIT = "berth.audit";

  private Topics() {}
}
