package io.berth.api;

/** The two accounts that every user and app has per coin ({@code protocols/README.md}, terms). */
public enum AccountKind {
  /** The main account; paying from it needs the user on the pay page. */
  COIN,
  /** Moved by the merchant's server with a valid pay token. */
  OPEN
}
