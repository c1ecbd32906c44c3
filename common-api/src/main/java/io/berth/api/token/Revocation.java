package io.berth.api.token;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** Tokens and sessions that are rejected although their signature is valid. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "type")
public sealed interface Revocation {

  Instant at();

  /** Every access token of one authorization. */
  record TokenFamily(String family, Instant at) implements Revocation {}

  /**
   * One access token, which was logged off; others of its authorization live on.
   *
   * @param tokenId its claim {@code jti}
   */
  record AccessToken(String tokenId, Instant at) implements Revocation {}

  record Session(String sessionId, Instant at) implements Revocation {}

  /** Tokens of this user and app issued before {@code at}: the user took the grant back. */
  record Grant(long uid, String appId, Instant at) implements Revocation {}

  /** Tokens and sessions of this user issued before {@code at}: password changed or frozen. */
  record User(long uid, Instant at) implements Revocation {}

  /** Access tokens of this app of test issued before {@code at} expire so much earlier. */
  record TestClock(String appId, long seconds, Instant at) implements Revocation {}

  /** Nothing happened, and did-service is there to say so. */
  record Heartbeat(Instant at) implements Revocation {}
}
