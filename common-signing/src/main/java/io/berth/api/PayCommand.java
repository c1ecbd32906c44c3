package io.berth.api;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands that pay-service carries out. */
public sealed interface PayCommand extends Command {

  /** How long the outcome of an {@link OrderChange} is looked for where its answer was lost. */
  Duration LOOKUP = Duration.ofSeconds(2);

  /**
   * Makes, pays or tells of an order. Where the answer is lost, the change was perhaps carried out,
   * so that nobody may be told that it was not: {@link ReadOutcome} finds out.
   */
  sealed interface OrderChange extends PayCommand {

    /** Leaves pay-service the time to look up an outcome that it does not know. */
    @Override
    default Duration patience() {
      return LOOKUP.plusSeconds(1);
    }
  }

  /**
   * Finds out what became of a change whose answer was lost, and answers as the change would have.
   * Refuses with {@link ErrorCode#OUTCOME_UNKNOWN} where that is not known in time. The caller's
   * request id is the change's own.
   */
  record ReadOutcome(OrderChange change) implements PayCommand {}

  /**
   * Makes a pending order that its payer settles on the pay page. Answers {@link Outcome.Prepaid};
   * the same pending order again where all fields are equal.
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

  /** Pays a user from the app's account of the same kind. Answers {@link Outcome.OrderFound}. */
  record PayUser(
      String tradeNo,
      Subject payee,
      String coin,
      BigDecimal amount,
      AccountKind account,
      Map<String, String> attributes)
      implements OrderChange {}

  /** Charges a user's open account. Answers {@link Outcome.OrderFound}. */
  record ChargeOpenAccount(
      String tradeNo,
      Subject payer,
      String coin,
      BigDecimal amount,
      String payToken,
      Map<String, String> attributes)
      implements OrderChange {}

  /**
   * Pays back a paid order, wholly or in part. Answers {@link Outcome.OrderFound} with the return's
   * own order. Exactly one of rate and amount is given.
   *
   * @param rate in (0,1]
   */
  record ReturnOrder(
      String originalTradeNo,
      String returnTradeNo,
      @Nullable BigDecimal rate,
      @Nullable BigDecimal amount,
      Map<String, String> attributes)
      implements OrderChange {}

  /**
   * Answers {@link Outcome.Balances}: every coin the app may use, or the one asked for.
   *
   * @param coin null for all
   */
  record ReadBalances(Subject owner, AccountKind account, @Nullable CoinReference coin)
      implements PayCommand {}

  /** Answers {@link Outcome.OrderFound}; a client sees its own orders only. */
  record ReadOrder(OrderReference order) implements PayCommand {}

  /**
   * Answers {@link Outcome.OrderPage}. Null means all.
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
      implements PayCommand {}

  /** Sends the callback again whatever the order's state. Answers {@link Outcome.Done}. */
  record RedoCallback(OrderReference order) implements OrderChange {}

  /** For callback-service: what it compares its deliveries with. */
  sealed interface DeliveryComparison extends PayCommand {}

  /**
   * Events of paid orders, by the orders' ids, that a delivery must have been made of by now.
   * Answers {@link Outcome.PaidEvents}.
   *
   * @param after the last order that was compared
   * @param limit orders looked at, paid or not; 1 to 1000
   */
  record ReadPaidEvents(long after, int limit) implements DeliveryComparison {}

  /**
   * Has these paid orders' events published again, those included that were lost. Answers {@link
   * Outcome.Done}.
   *
   * @param orderIds at most 1000
   */
  record PublishPaidEvents(List<Long> orderIds) implements DeliveryComparison {}

  /** Answers {@link Outcome.Prices}; unknown symbols are left out. */
  record ReadPrices(List<String> symbols) implements PayCommand {}

  /**
   * Makes a pending order that the user of the caller's token alone may settle, by {@link
   * ConfirmPrepayment}. A trade number is good once: any other order with it, whatever became of
   * that, refuses with {@link ErrorCode#ORDER_EXISTS}. Answers {@link Outcome.OrderFound}.
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
   * Settles an order of {@link PrepayOnce}. Anybody who carries its user's session key and knows
   * the pay password may ask, within the dialect of the order's app. Answers {@link
   * Outcome.OrderFound}.
   */
  record ConfirmPrepayment(long orderId, String tradeNo, String sessionKey, String payPassword)
      implements OrderChange {}

  /**
   * Pays a user from the app's coin account, and waits a little for the merchant's answer to the
   * first callback. A trade number is good once, as in {@link PrepayOnce}. Answers {@link
   * Outcome.PaidOut}.
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
    public Duration patience() {
      return OrderChange.super.patience().plus(LONGEST_WAIT);
    }
  }

  /** How long {@link PayUserOnce} waits for the first callback's answer. */
  Duration LONGEST_WAIT = Duration.ofSeconds(5);

  /** Answers {@link Outcome.Transfer} to a user who is a party to the calling app's order. */
  record ReadTransfer(long orderId) implements PayCommand {}

  /** Answers {@link Outcome.Coins}. Anybody may ask. */
  record ReadCoins() implements PayCommand {}

  /** Commands of the console, in groups. */
  sealed interface FromConsole extends PayCommand, ConsoleCommand
      permits OrderCommand, OperatorPayCommand, StatementCommand, ReconciliationCommand {}

  /**
   * For operators: creates a coin or brings it in line. Answers {@link Outcome.Done}, or {@link
   * Outcome.ChangeWaiting} where the price changes too much for one.
   */
  record PutCoin(
      int id,
      String code,
      int decimals,
      @Nullable BigDecimal priceUsdt,
      @Nullable Map<String, String> attributes)
      implements PayCommand {}

  /**
   * For operators: gives a new account its first balance from the issuer, once. Answers {@link
   * Outcome.Done}, also where the account had it before, and {@link Outcome.ChangeWaiting} where
   * the account is not new.
   *
   * @param reference identifies the gift for all time, {@code bootstrap/…}
   */
  record GiveOpeningBalance(
      String reference, long uid, AccountKind account, String coin, BigDecimal amount)
      implements PayCommand {}

  /**
   * For operators: where an app's merchant keeps books of its own, and when a day's are ready. What
   * is null stays as it is. Answers {@link Outcome.Done}.
   *
   * @param at time of day in {@code berth.pay.day-zone}
   */
  record PutReconciliation(
      String appId, @Nullable String url, @Nullable String profitUrl, @Nullable LocalTime at)
      implements PayCommand {}
}
