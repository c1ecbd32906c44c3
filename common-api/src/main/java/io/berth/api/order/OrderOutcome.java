package io.berth.api.order;

import io.berth.api.Outcome;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link OrderCommand}s. */
public sealed interface OrderOutcome extends Outcome.ForConsole {

  /**
   * @param next what to go on with; null where there is no more
   * @param archivedBefore first day, in UTC, whose orders are here; null where none are archived,
   *     and where there are more
   */
  record OrderList(List<Order> orders, @Nullable Long next, @Nullable LocalDate archivedBefore)
      implements OrderOutcome {

    public OrderList(List<Order> orders, @Nullable Long next) {
      this(orders, next, null);
    }
  }

  /**
   * @param next where the list continues; null where there is no more
   * @param complete whether all orders of the filter were sorted, not only the latest
   */
  record SortedOrders(
      List<Order> orders, OrderCommand.@Nullable SortedPosition next, boolean complete)
      implements OrderOutcome {}

  /**
   * @param complete whether all orders of the filter were summed up, not only the latest
   */
  record OrderSums(List<CoinSum> sums, boolean complete) implements OrderOutcome {}

  /** Sum of the orders in one coin. */
  record CoinSum(String coin, long orders, BigDecimal amount, BigDecimal fee) {}

  /**
   * In place of the history of an order of a month that is archived.
   *
   * @param before first day, in UTC, whose orders are here
   */
  record OrderArchived(LocalDate before) implements OrderOutcome {}

  /**
   * History of an order within pay-service.
   *
   * @param expiresAt until when it could be paid on the pay page; null for what had no such page
   * @param openedAt when its page was opened first
   * @param codeMailedAt when a code was mailed for it first
   * @param postings of the order; they sum to zero
   * @param events for the merchant; kept for a week
   * @param original what this order returns
   * @param returns orders that return this one, latest first
   * @param refundable the part of a payment that was not paid back; null of what is no paid payment
   */
  record OrderLife(
      Order order,
      @Nullable Instant expiresAt,
      @Nullable Instant openedAt,
      @Nullable Instant codeMailedAt,
      List<Posting> postings,
      List<Event> events,
      @Nullable Order original,
      List<Order> returns,
      @Nullable BigDecimal refundable)
      implements OrderOutcome {}

  /** A refund that a person made. */
  record Refunded(Order refund) implements OrderOutcome {}

  /**
   * @param change positive where the account has more than before
   */
  record Posting(Owner owner, BigDecimal change, Instant at) {}

  enum Owner {
    USER,
    APP,
    PLATFORM
  }

  /**
   * @param publishedAt null while it waits for the broker
   * @param noticedAt when callback-service was first heard of it
   */
  record Event(
      long version,
      OrderEvent.Kind kind,
      Instant at,
      @Nullable Instant publishedAt,
      @Nullable Instant noticedAt) {}
}
