package io.berth.service.caller;

import io.berth.api.Caller;

/** Result of verifying a caller token. */
public sealed interface CallerVerification {

  /**
   * @param issuer the service that issued the token
   */
  record Verified(Caller caller, String issuer) implements CallerVerification {}

  /**
   * @param why for logs, free of what the token said
   */
  record Rejected(String why) implements CallerVerification {}
}
