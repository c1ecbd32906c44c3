package io.berth.api.change;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that takes four eyes: asked for by one operator or with the operator's token, carried
 * out once another operator has confirmed it.
 *
 * @param action for example {@code app.terms}
 * @param object kind and id, for example {@code app/testapp}
 * @param requestedBy null where the operator's token carried it
 * @param tool what carried the operator's token; null where a person asked
 * @param appliesAt when it is carried out without a second operator, because there was none; null
 *     where another operator has to confirm it
 * @param expiresAt when it is given up
 * @param decidedBy null while it waits, and where its time has come
 */
public record PendingChange(
    long id,
    String action,
    String object,
    List<Difference> differences,
    String reason,
    State state,
    @Nullable Long requestedBy,
    @Nullable String tool,
    Instant requestedAt,
    @Nullable Instant appliesAt,
    Instant expiresAt,
    @Nullable Long decidedBy,
    @Nullable Instant decidedAt,
    @Nullable String decisionReason) {

  /**
   * @param field for example {@code cut_rate}
   * @param before empty where there is nothing
   * @param after empty where there will be nothing
   */
  public record Difference(String field, String before, String after) {}

  public enum State {
    WAITING,
    /** Will be carried out in a moment. */
    CONFIRMED,
    APPLIED,
    WITHDRAWN,
    REFUSED,
    EXPIRED,
    /** It was confirmed, but what it began from is no longer so, or its rules forbid it. */
    FAILED
  }

  public enum Decision {
    CONFIRM,
    REFUSE,
    /** For the requester. */
    WITHDRAW
  }
}
