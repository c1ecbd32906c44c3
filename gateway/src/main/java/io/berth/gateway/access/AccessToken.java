package io.berth.gateway.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Claims of a verified access token.
 *
 * @param family token family, which is revoked as a whole
 * @param tokenId by which the token is logged off; null in tokens of earlier releases
 * @param device that the token is bound to; null where it is bound to none
 */
public record AccessToken(
    long uid,
    String appId,
    String family,
    @Nullable String tokenId,
    Set<Integer> scopes,
    @Nullable String device,
    Validity validity) {

  /** Period in which a token is valid. */
  public record Validity(Instant issuedAt, Instant expiresAt) {}

  Instant issuedAt() {
    return validity.issuedAt();
  }

  public Instant expiresAt() {
    return validity.expiresAt();
  }
}
