package io.berth.dialect.api;

/**
 * Parts that apps have beyond their dialect's own settings, where their dialect has a use for them.
 */
public enum Part {
  /** Public and secret halves that requests are signed with. */
  ACCESS_KEYS,
  /** Where players may be led back to. */
  REDIRECT_URLS,
  /** Where the platform's own list of apps leads to. */
  ENTRY,
  /** Where the app is told about its orders, unless an order says otherwise. */
  CALLBACK_URL,
  /** Proves that the app's owners let money out of it. */
  PAYOUT_PASSWORD
}
