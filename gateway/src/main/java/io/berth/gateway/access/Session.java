package io.berth.gateway.access;

import java.time.Instant;

/** What a verified session cookie says. */
public record Session(long uid, String sessionId, Instant issuedAt, Instant expiresAt) {}
