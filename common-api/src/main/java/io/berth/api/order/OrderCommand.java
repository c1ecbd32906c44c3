package io.berth.api.order;

import io.berth.api.ConsoleCommand;
import io.berth.api.PayCommand;
import io.berth.api.Permission;
import io.berth.api.TimeSpan;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Commands of people about an app's orders. */
public sealed interface OrderCommand extends PayCommand, ConsoleCommand {

  @Override
  default Permission permission() {
    return Permission.ORDER_READ;
  }

  /**
   * Searches orders. Null means any. Answers {@link OrderOutcome.OrderList}.
   *
   * @param number a trade number or an order's id
   * @param user an OpenId or a uid
   * @param from inclusive
   * @param to exclusive
   * @param ended when the order was paid or expired; of one that was cancelled or failed, when it
   *     was made
   * @param oldestFirst whether the list begins with the earliest order instead of the latest
   * @param after id that the list before ended with
   * @param limit 1 to 100
   */
  record SearchOrders(
      @Nullable String number,
      @Nullable String user,
      @Nullable String coin,
      @Nullable OrderStatus status,
      @Nullable Kind kind,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable TimeSpan ended,
      boolean oldestFirst,
      @Nullable Long after,
      int limit)
      implements OrderCommand {}

  /** Number of orders, the latest of a filter, among which orders are sorted and summed up. */
  int MOST_COMPARED = 20_000;

  /**
   * Sorts the latest orders of a filter. Answers {@link OrderOutcome.SortedOrders}.
   *
   * @param filter whose order, {@code after} and {@code limit} do not count
   * @param after what the list before ended with
   * @param limit 1 to 100
   */
  record SortOrders(
      SearchOrders filter,
      OrderSort sort,
      boolean ascending,
      @Nullable SortedPosition after,
      int limit)
      implements OrderCommand {}

  enum OrderSort {
    AMOUNT,
    USER,
    STATE
  }

  /**
   * Position where a sorted list continues.
   *
   * @param value that the order has in the sorted column
   * @param latest id of the latest of the orders that are sorted: later ones do not move the others
   */
  record SortedPosition(String value, long orderId, long latest) {}

  /**
   * Sums up the latest orders of a filter. Answers {@link OrderOutcome.OrderSums}.
   *
   * @param filter whose order, {@code after} and {@code limit} do not count
   */
  record SumOrders(SearchOrders filter) implements OrderCommand {}

  /** Answers {@link OrderOutcome.OrderLife}. */
  record ReadOrderLife(long orderId) implements OrderCommand {}

  /**
   * Pays a user back, at most what is left of the payment. The same command sent again answers with
   * the refund that there is. Answers {@link OrderOutcome.Refunded}.
   *
   * @param tradeNo of the refund: {@link #refundNumber} begins it, eight of {@code 0-9a-z} end it
   * @param reason 1 to 500 characters, for the company and the operators
   */
  record RefundOrder(long orderId, String tradeNo, BigDecimal amount, String reason)
      implements OrderCommand {
    @Override
    public Permission permission() {
      return Permission.REFUND;
    }
  }

  /** Begin of the trade numbers of an order's refunds that people make. */
  static String refundNumber(long orderId) {
    return "refund-" + orderId + '-';
  }

  /**
   * Finds orders of a company's apps, at most 20, latest first. Answers {@link
   * OrderOutcome.OrderList}.
   *
   * @param number a trade number or an order's id
   */
  record FindCompanyOrders(String companyId, String number) implements OrderCommand {}

  /**
   * Finds orders of all apps, at most 20, latest first. Answers {@link OrderOutcome.OrderList}.
   *
   * @param number a trade number or an order's id
   */
  record FindOrders(String number) implements OrderCommand {
    @Override
    public Permission permission() {
      return Permission.OPERATE_READ;
    }
  }

  enum Kind {
    /** A user pays the app. */
    PAYMENT,
    /** The app pays a user. */
    PAYOUT,
    /** A return of a paid order. */
    RETURN
  }
}
