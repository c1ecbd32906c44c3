package io.berth.api.order;

import io.berth.api.AccountKind;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.PayCommand;
import io.berth.api.Subject;
import io.berth.api.balance.CoinReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes, pays and finds orders. */
public sealed interface PaymentCommand extends PayCommand {

  /** The merchant's number of the order concerned; null where the command does not name it. */
  default @Nullable String tradeNo() {
    return null;
  }

  /**
   * Makes, pays or reads an order. Where the answer is lost, the change may have been carried out
   * and must not be reported as failed: {@link ReadOutcome} finds out.
   */
  sealed interface OrderChange extends PaymentCommand {

    /** Leaves pay-service the time to look up an outcome that it does not know. */
    @Override
    default Duration extraTime() {
      return LOOKUP.plusSeconds(1);
    }
  }

  /**
   * Finds out what became of a change whose answer was lost, and answers as the change would have.
   * Refuses with {@link ErrorCode#OUTCOME_UNKNOWN} where that is not known in time. The caller's
   * request id is the change's own.
   */
  record ReadOutcome(OrderChange change) implements PaymentCommand {
    @Override
    public @Nullable String tradeNo() {
      return change.tradeNo();
    }
  }

  /**
   * Makes a pending order that its payer pays on the pay page. Answers {@link
   * PaymentOutcome.Prepaid}; the same pending order again where all fields are equal.
   *
   * @param payer null when anybody may pay
   * @param redirectUrl must be registered with the app
   */
  record Prepay(
      String tradeNo,
      String coin,
      BigDecimal amount,
      String device,
      String state,
      String redirectUrl,
      @Nullable Subject payer,
      Map<String, String> attributes)
      implements OrderChange {}

  /**
   * Pays a user from the app's account of the same kind. Answers {@link PaymentOutcome.OrderFound}.
   */
  record PayUser(
      String tradeNo,
      Subject payee,
      String coin,
      BigDecimal amount,
      AccountKind account,
      Map<String, String> attributes)
      implements OrderChange {}

  /** Charges a user's open account. Answers {@link PaymentOutcome.OrderFound}. */
  record ChargeOpenAccount(
      String tradeNo,
      Subject payer,
      String coin,
      BigDecimal amount,
      String payToken,
      Map<String, String> attributes)
      implements OrderChange {}

  /**
   * Pays back a paid order, wholly or in part. Answers {@link PaymentOutcome.OrderFound} with the
   * return's own order. Exactly one of rate and amount is given.
   *
   * @param rate in (0,1]
   */
  record ReturnOrder(
      String originalTradeNo,
      String returnTradeNo,
      @Nullable BigDecimal rate,
      @Nullable BigDecimal amount,
      Map<String, String> attributes)
      implements OrderChange {
    @Override
    public String tradeNo() {
      return returnTradeNo;
    }
  }

  /** Answers {@link PaymentOutcome.OrderFound}; a client sees its own orders only. */
  record ReadOrder(OrderReference order) implements PaymentCommand {
    @Override
    public @Nullable String tradeNo() {
      return order.tradeNo();
    }
  }

  /**
   * Answers {@link PaymentOutcome.OrderPage}. Null means all.
   *
   * @param from inclusive
   * @param to exclusive
   * @param limit 1 to 20
   */
  record ReadHistory(
      @Nullable Subject user,
      @Nullable String coin,
      @Nullable Direction direction,
      @Nullable AccountKind account,
      @Nullable Instant from,
      @Nullable Instant to,
      int offset,
      int limit)
      implements PaymentCommand {}

  /** Sends the callback again whatever the order's state. Answers {@link Outcome.Done}. */
  record RedoCallback(OrderReference order) implements OrderChange {
    @Override
    public @Nullable String tradeNo() {
      return order.tradeNo();
    }
  }

  /**
   * Makes a pending order that only the user of the caller's token may pay, by {@link
   * ConfirmPrepayment}. A trade number is good once: any other order with it, in any state, is
   * refused with {@link ErrorCode#ORDER_EXISTS}. Answers {@link PaymentOutcome.OrderFound}.
   *
   * @param lifetimeSeconds how long it waits, 1 to 86400
   */
  record PrepayOnce(
      String tradeNo,
      CoinReference coin,
      BigDecimal amount,
      String state,
      String redirectUrl,
      long lifetimeSeconds,
      Map<String, String> attributes)
      implements OrderChange {}

  /**
   * Pays an order of {@link PrepayOnce}. Needs the user's session key and pay password, within the
   * dialect of the order's app. Answers {@link PaymentOutcome.OrderFound}.
   */
  record ConfirmPrepayment(long orderId, String tradeNo, String sessionKey, String payPassword)
      implements OrderChange {}

  /**
   * Pays a user from the app's coin account, and waits a little for the merchant's answer to the
   * first callback. A trade number is good once, as in {@link PrepayOnce}. Answers {@link
   * PaymentOutcome.PaidOut}.
   *
   * @param payPassword the admin account's
   */
  record PayUserOnce(
      String tradeNo,
      Subject payee,
      CoinReference coin,
      BigDecimal amount,
      String payPassword,
      Map<String, String> attributes)
      implements OrderChange {
    @Override
    public Duration extraTime() {
      return OrderChange.super.extraTime().plus(LONGEST_WAIT);
    }
  }

  /**
   * Answers {@link PaymentOutcome.Transfer} to a user who is a party to the calling app's order.
   */
  record ReadTransfer(long orderId) implements PaymentCommand {}

  /**
   * Time for which the outcome of an {@link OrderChange} is looked up where its answer was lost.
   */
  Duration LOOKUP = Duration.ofSeconds(2);

  /** Time for which {@link PayUserOnce} waits for the first callback's response. */
  Duration LONGEST_WAIT = Duration.ofSeconds(5);
}
