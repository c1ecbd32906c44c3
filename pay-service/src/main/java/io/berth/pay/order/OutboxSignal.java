package io.berth.pay.order;

/** Tells the relays that there is something to publish. */
@FunctionalInterface
public interface OutboxSignal {

  /** Returns at once; ringing often costs no more than ringing once. */
  void ring();
}
