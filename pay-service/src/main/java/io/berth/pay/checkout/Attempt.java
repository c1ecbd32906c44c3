package io.berth.pay.checkout;

/** Result of an attempt to pay. */
sealed interface Attempt {

  /**
   * The order has come to an end, by this attempt or another.
   *
   * @param checkout with the order as it is now
   */
  record Ended(CheckoutRequest checkout) implements Attempt {}

  /**
   * Nothing was paid and the page stays open.
   *
   * @param message key of what to tell the payer
   */
  record Refused(String message) implements Attempt {}

  /** The session is over: the payer has to sign in again. */
  record SignedOut() implements Attempt {}
}
