package io.berth.api.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Filter of a service's audit log. Null means all.
 *
 * @param from inclusive
 * @param to exclusive
 * @param actorUid who did it
 * @param object what it was done to, as in {@link AuditOutcome.AuditEntry#object()}, or the request
 *     that did it, as {@link #ofRequest} names it
 * @param before entries with a smaller id than this
 * @param limit 1 to 500
 */
public record AuditFilter(
    @Nullable Instant from,
    @Nullable Instant to,
    @Nullable Long actorUid,
    @Nullable String object,
    @Nullable Long before,
    int limit) {

  private static final String REQUEST = "request/";

  public static String ofRequest(String requestId) {
    return REQUEST + requestId;
  }

  /** Returns the id of the request that is asked for; null where an object or nothing is. */
  public @Nullable String requestId() {
    return object != null && object.startsWith(REQUEST) ? object.substring(REQUEST.length()) : null;
  }
}
