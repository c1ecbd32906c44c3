package io.berth.gateway.access;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a verified access token says.
 *
 * @param family the authorization it stems from, which a logout revokes as a whole
 * @param device that it is bound to; null where it is bound to none
 */
public record AccessToken(
    long uid,
    String appId,
    String family,
    Set<Integer> scopes,
    @Nullable String device,
    Instant issuedAt,
    Instant expiresAt) {}
