package io.berth.demo.shop;

import java.time.Instant;

/**
 * A line of a shop's own order book.
 *
 * @param what goods, or the order that a return is of
 * @param told how many callbacks have come
 * @param transferId the platform's number, where a protocol asks for it; else empty
 */
record ShopOrder(
    String visit,
    String shop,
    String tradeNo,
    Kind kind,
    String what,
    String amount,
    State state,
    int told,
    String transferId,
    Instant at) {

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

  static ShopOrder open(
      String visit, String shop, String tradeNo, Kind kind, String what, String amount) {
    return new ShopOrder(
        visit, shop, tradeNo, kind, what, amount, State.OPEN, 0, "", Instant.now());
  }

  /** What is returned stays so, whatever is told of the payment later. */
  ShopOrder in(State other) {
    State next = state == State.RETURNED ? state : other;
    return new ShopOrder(visit, shop, tradeNo, kind, what, amount, next, told, transferId, at);
  }

  ShopOrder toldOnce() {
    return new ShopOrder(visit, shop, tradeNo, kind, what, amount, state, told + 1, transferId, at);
  }

  ShopOrder numbered(String transfer) {
    return new ShopOrder(visit, shop, tradeNo, kind, what, amount, state, told, transfer, at);
  }

  public boolean returnable() {
    return kind == Kind.PURCHASE && state == State.PAID;
  }
}
