package io.berth.pay.ledger;

import io.berth.api.order.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Outcome of a {@link LedgerTransaction}; all but {@link Posted} changed nothing. */
public sealed interface PostingOutcome {

  /**
   * @param transferId the order's id, or a gift's own
   */
  record Posted(long transferId, Instant at) implements PostingOutcome {}

  /**
   * The key is taken.
   *
   * @param transferId by this order or gift
   */
  record Exists(long transferId) implements PostingOutcome {}

  /** An account may not be debited for this {@link Purpose}. */
  record NotAllowed() implements PostingOutcome {}

  /** An account would fall below zero. */
  record TooLittle() implements PostingOutcome {}

  /** An account has enough, but too much of it is frozen. */
  record Frozen() implements PostingOutcome {}

  record OverLimit() implements PostingOutcome {}

  /** Returns would exceed the order they return. */
  record OverCap() implements PostingOutcome {}

  /**
   * The order, or the one it returns, is in another state than expected.
   *
   * @param status null where there is no such order
   */
  record WrongState(@Nullable OrderStatus status) implements PostingOutcome {}

  /** More is waiting than can be settled in time; asking again later may help. */
  record Overloaded() implements PostingOutcome {}
}
