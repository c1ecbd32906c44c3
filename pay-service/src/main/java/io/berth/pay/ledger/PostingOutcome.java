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
   * The transaction exists already.
   *
   * @param transferId by this order or gift
   */
  record Exists(long transferId) implements PostingOutcome {}

  /** An account may not be debited for this {@link Purpose}. */
  record NotAllowed() implements PostingOutcome {}

  /** An account would fall below zero. */
  record TooLittle() implements PostingOutcome {}

  /** An account has enough money, but too much of it is held. */
  record Frozen() implements PostingOutcome {}

  record OverLimit() implements PostingOutcome {}

  /** Refunds would exceed their order. */
  record OverCap() implements PostingOutcome {}

  /**
   * The order, or the refunded one, is not in the expected state.
   *
   * @param status null where there is no such order
   */
  record WrongState(@Nullable OrderStatus status) implements PostingOutcome {}

  /** Too many transactions are waiting; a later attempt may succeed. */
  record Overloaded() implements PostingOutcome {}
}
