package io.berth.pay.ledger;

import io.berth.api.OrderStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Outcome of a {@link Settlement}; all but {@link Posted} changed nothing. */
public sealed interface SettleOutcome {

  /**
   * @param transferId the order's id, or a gift's own
   */
  record Posted(long transferId, Instant at) implements SettleOutcome {}

  /**
   * The key is taken.
   *
   * @param transferId by this order or gift
   */
  record Exists(long transferId) implements SettleOutcome {}

  /** An account may not be debited for this {@link Purpose}. */
  record NotAllowed() implements SettleOutcome {}

  /** An account would fall below zero. */
  record TooLittle() implements SettleOutcome {}

  /** An account has enough, but too much of it is frozen. */
  record Frozen() implements SettleOutcome {}

  record OverLimit() implements SettleOutcome {}

  /** Returns would exceed the order they return. */
  record OverCap() implements SettleOutcome {}

  /**
   * The order, or the one it returns, is in another state than expected.
   *
   * @param status null where there is no such order
   */
  record WrongState(@Nullable OrderStatus status) implements SettleOutcome {}

  /** More is waiting than can be settled in time; asking again later may help. */
  record Overloaded() implements SettleOutcome {}
}
