package io.berth.api.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series of attempts to send a merchant an order's event.
 *
 * @param again whether the delivery was requested, after an earlier one or not
 * @param made attempts that have a result
 * @param nextAt when the next attempt is due; null where there is none to come
 * @param attempts latest first; a list of deliveries has the latest only
 */
public record Delivery(
    long id,
    long orderId,
    String tradeNo,
    State state,
    boolean again,
    int made,
    @Nullable Instant nextAt,
    Instant createdAt,
    @Nullable Instant finishedAt,
    String requestId,
    List<Attempt> attempts) {

  public enum State {
    PENDING,
    DELIVERED,
    /** The dialect allows no further attempt. */
    GIVEN_UP,
    /** The dialect has no callback for such an event, or there is no callback URL. */
    NOT_WANTED,
    /** A later round has taken its place. */
    SUPERSEDED
  }

  /**
   * @param target without its query
   * @param result null while the call is on its way
   */
  public record Attempt(
      int number, Instant startedAt, String target, @Nullable CallResult result) {}
}
