package io.berth.demo.shop;

import java.time.Instant;

/**
 * An order as the shop stores it.
 *
 * @param callbacks number of callbacks so far
 * @param transferId the platform's number, where a protocol asks for it; else empty
 */
record ShopOrder(
    Owner owner,
    String tradeNo,
    Item item,
    State state,
    int callbacks,
    String transferId,
    Instant at) {

  /** The browser session whose order it is, and the shop that has it. */
  record Owner(String sessionId, String shop) {}

  /**
   * @param what goods, or the goods that are returned
   */
  record Item(Kind kind, String what, String amount) {}

  enum Kind {
    PURCHASE,
    PRIZE,
    RETURN
  }

  enum State {
    OPEN,
    PAID,
    CANCELLED,
    FAILED,
    RETURNED
  }

  static ShopOrder open(Owner owner, String tradeNo, Item item) {
    return new ShopOrder(owner, tradeNo, item, State.OPEN, 0, "", Instant.now());
  }

  /** A returned order stays returned, whatever later callbacks say. */
  ShopOrder in(State other) {
    State next = state == State.RETURNED ? state : other;
    return new ShopOrder(owner, tradeNo, item, next, callbacks, transferId, at);
  }

  ShopOrder withCallback() {
    return new ShopOrder(owner, tradeNo, item, state, callbacks + 1, transferId, at);
  }

  ShopOrder withTransferId(String transfer) {
    return new ShopOrder(owner, tradeNo, item, state, callbacks, transfer, at);
  }

  public boolean returnable() {
    return item.kind == Kind.PURCHASE && state == State.PAID;
  }
}
