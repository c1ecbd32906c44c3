package io.berth.console.overview;

import io.berth.api.order.OrderCommand.Kind;
import io.berth.api.order.OrderStatus;
import io.berth.api.totals.TotalsOutcome.OrderTotal;
import io.berth.console.overview.Slots.Sum;
import io.berth.console.page.ValueFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Figures of payments, payouts and returns. */
final class OrderPart {

  /** Paid orders of the period in one coin. */
  public record CoinAmount(Kind kind, String coin, long orders, BigDecimal amount, BigDecimal fee) {
    private static CoinAmount of(OrderTotal total) {
      return new CoinAmount(
          total.kind(), total.coin(), total.orders(), total.amount(), total.fee());
    }

    private CoinAmount plus(CoinAmount other) {
      return new CoinAmount(
          kind, coin, orders + other.orders, amount.add(other.amount), fee.add(other.fee));
    }
  }

  private final Slots slots;
  private final List<OrderTotal> totals;

  OrderPart(Slots slots, List<OrderTotal> totals) {
    this.slots = slots;
    this.totals = totals;
  }

  private Sum sum(Predicate<OrderTotal> wanted) {
    return (from, to) -> within(from, to).filter(wanted).mapToLong(OrderTotal::orders).sum();
  }

  private Stream<OrderTotal> within(Instant from, Instant to) {
    return totals.stream()
        .filter(total -> !total.slot().isBefore(from) && total.slot().isBefore(to));
  }

  private Sum paid(Kind kind) {
    return sum(total -> total.kind() == kind && total.status() == OrderStatus.PAID);
  }

  private Sum ended(Kind kind) {
    return sum(total -> total.kind() == kind);
  }

  List<Figure> figures() {
    return List.of(
        count("payments", paid(Kind.PAYMENT), true),
        count("payouts", paid(Kind.PAYOUT), false),
        count("returns", paid(Kind.RETURN), false),
        new Figure(
            "success",
            orNone(Slots.rate(slots.now(paid(Kind.PAYMENT)), slots.now(ended(Kind.PAYMENT)))),
            slots.comparable()
                ? Slots.rate(slots.before(paid(Kind.PAYMENT)), slots.before(ended(Kind.PAYMENT)))
                : null,
            null,
            ""));
  }

  private Figure count(String name, Sum sum, boolean judged) {
    Long change = slots.change(sum);
    String tone = !judged || change == null || change == 0 ? "" : change > 0 ? "good" : "bad";
    return new Figure(
        name,
        ValueFormat.count(slots.now(sum)),
        slots.comparable() ? ValueFormat.count(slots.before(sum)) : null,
        change,
        tone);
  }

  static String orNone(@Nullable String value) {
    return value == null ? "\u2013" : value;
  }

  List<Chart> charts() {
    Sum payments = paid(Kind.PAYMENT);
    Sum unpaid = sum(t -> t.kind() == Kind.PAYMENT && t.status() != OrderStatus.PAID);
    Sum payouts = paid(Kind.PAYOUT);
    Sum returns = paid(Kind.RETURN);
    return List.of(chart("payments", payments, unpaid), chart("payouts", payouts, returns));
  }

  private Chart chart(String name, Sum first, Sum second) {
    return new Chart(
        name,
        2,
        slots.bars(
            (from, to) ->
                Chart.Bar.of(
                    from,
                    slots.before(first, from, to) + slots.before(second, from, to),
                    first.between(from, to),
                    second.between(from, to))));
  }

  /** Counts what became of payments that were not paid. */
  List<Cause> causes(Scope scope) {
    List<Cause> causes = new ArrayList<>();
    for (OrderStatus status : OrderStatus.values()) {
      long count =
          sum(t -> t.kind() == Kind.PAYMENT && t.status() == status)
              .between(scope.span().from(), scope.span().to());
      if (status != OrderStatus.PAID && count > 0) {
        causes.add(
            new Cause(
                "payments",
                "console.orders.status." + status,
                count,
                scope.link("/orders?kind=PAYMENT&status=" + status, "ended")));
      }
    }
    return causes;
  }

  List<CoinAmount> amounts() {
    Map<String, CoinAmount> sums =
        within(slots.period().start(), slots.period().end())
            .filter(total -> total.status() == OrderStatus.PAID)
            .map(CoinAmount::of)
            .collect(
                Collectors.toMap(
                    amount -> amount.kind() + " " + amount.coin(),
                    amount -> amount,
                    CoinAmount::plus,
                    TreeMap::new));
    return sums.values().stream()
        .sorted(Comparator.comparing(CoinAmount::kind).thenComparing(CoinAmount::coin))
        .toList();
  }
}
