package io.berth.dialect.api;

/**
 * Parts that apps have beyond their dialect's own settings, where their dialect has a use for them.
 */
public enum Part {
  /** Public and secret halves that requests are signed with. */
  ACCESS_KEYS,
  /** Redirect URLs of players. */
  REDIRECT_URLS,
  /** Entry URL of the platform's own list of apps. */
  ENTRY,
  /** Callback URL of the app's orders, unless an order has its own. */
  CALLBACK_URL,
  /** Proves that the app's owners let money out of it. */
  PAYOUT_PASSWORD
}
