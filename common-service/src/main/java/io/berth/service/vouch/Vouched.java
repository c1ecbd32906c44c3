package io.berth.service.vouch;

import io.berth.api.Caller;

/** Result of verifying a caller token. */
public sealed interface Vouched {

  /**
   * @param issuer the service that vouches
   */
  record Believed(Caller caller, String issuer) implements Vouched {}

  /**
   * @param why for logs, free of what the token said
   */
  record Disbelieved(String why) implements Vouched {}
}
