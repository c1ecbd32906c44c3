package io.berth.gateway.access;

import java.time.Instant;

/** Claims of a verified session cookie. */
public record Session(long uid, String sessionId, Instant issuedAt, Instant expiresAt) {}
