package io.berth.api.dispute;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A user's report of a payment.
 *
 * @param tradeNo of the payment
 * @param amount of the payment
 * @param text of the user
 * @param answerBy until when the company can answer before the operator decides
 * @param answer of the company; empty without one
 * @param decision reason of whoever ended it; empty before
 */
public record Dispute(
    long id,
    String appId,
    long orderId,
    String tradeNo,
    long uid,
    BigDecimal amount,
    String coin,
    Reason reason,
    String text,
    State state,
    Instant openedAt,
    Instant answerBy,
    String answer,
    @Nullable Instant answeredAt,
    String decision,
    @Nullable Instant decidedAt) {

  /** Problem of a payment. */
  public enum Reason {
    NOT_RECEIVED,
    NOT_AS_DESCRIBED,
    WRONG_AMOUNT,
    PAID_TWICE,
    NOT_MINE,
    OTHER
  }

  /** State of a dispute: whose turn it is, or how it ended. */
  public enum State {
    /** The company has to answer. */
    OPEN,
    /** The company has answered; the operator decides. */
    ANSWERED,
    /** The company has not answered in time; the operator decides. */
    UNANSWERED,
    /** The user was paid back, wholly or in part. */
    REFUNDED,
    /** The operator closed it without a refund. */
    CLOSED
  }

  public boolean isOpen() {
    return decidedAt == null;
  }
}
