package io.berth.pay.outbox;

/** Tells the relays that there is something to publish. */
@FunctionalInterface
public interface OutboxBell {

  /** Returns at once; ringing often costs no more than ringing once. */
  void ring();
}
