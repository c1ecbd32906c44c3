package io.berth.api.order;

import io.berth.api.DidCommand;
import io.berth.api.Outcome;

/** Commands of pay-service about refunds that people make. */
public sealed interface RefundNotice extends DidCommand {

  /**
   * Mails a refund to the owners of the app's company; the user is mailed by the order's event.
   * Answers {@link Outcome.Done}, also where an address gets no more mails today.
   *
   * @param orderId of the payment
   * @param tradeNo of the payment
   * @param amount with its coin, as the mails name it
   * @param reason for the owners
   */
  record MailRefund(
      String app, long uid, long orderId, String tradeNo, String amount, String reason)
      implements RefundNotice {}

  /** Event in the life of a dispute. */
  enum DisputeEvent {
    OPENED,
    ANSWERED,
    UNANSWERED,
    REFUNDED,
    CLOSED
  }

  /**
   * Mails what happened to a dispute to the user, to the owners, finance and support of the app's
   * company, and, where it is theirs to decide, to the operators. Answers {@link Outcome.Done},
   * also where an address gets no more mails today.
   *
   * @param orderId of the payment
   * @param tradeNo of the payment
   * @param amount of the payment with its coin
   * @param text of the user, the company or whoever decided; may be empty
   */
  record MailDispute(
      long dispute,
      String app,
      long uid,
      long orderId,
      String tradeNo,
      String amount,
      DisputeEvent event,
      String text)
      implements RefundNotice {}
}
