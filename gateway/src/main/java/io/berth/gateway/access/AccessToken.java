package io.berth.gateway.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Claims of a verified access token.
 *
 * @param family the authorization it stems from, which is revoked as a whole
 * @param tokenId what it is logged off by; null in tokens of earlier releases
 * @param device that it is bound to; null where it is bound to none
 */
public record AccessToken(
    long uid,
    String appId,
    String family,
    @Nullable String tokenId,
    Set<Integer> scopes,
    @Nullable String device,
    Instant issuedAt,
    Instant expiresAt) {}
