package io.berth.api;

import io.berth.api.app.AppRecord;
import io.berth.api.delivery.DeliveryEvent;
import io.berth.api.doctor.RefusedSignature;
import io.berth.api.order.OrderEvent;
import io.berth.api.token.Revocation;
import io.berth.api.user.IdentityRecord;

/** Names of the Kafka topics; each is created by the service named beside it. */
public final class Topics {
  /** did-service: compacted, key app id, value a signed {@link AppRecord}. */
  public static final String APPS = "berth.apps";

  /** did-service: compacted, key {@code appId:uid}, value {@link IdentityRecord}. */
  public static final String IDENTITIES = "berth.identities";

  /** did-service: {@link Revocation}, kept longer than the longest token lives. */
  public static final String REVOCATIONS = "berth.revocations";

  /** pay-service: {@link OrderEvent}, key order id. */
  public static final String ORDERS = "berth.orders";

  /** callback-service: {@link DeliveryEvent}, key order id. */
  public static final String DELIVERIES = "berth.deliveries";

  /** gateway: {@link RefusedSignature}, key app id, kept 24 hours. */
  public static final String REFUSALS = "berth.refusals";

  private Topics() {}
}
