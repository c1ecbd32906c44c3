package io.berth.pay.publication;

import io.berth.api.Realm;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts live orders that ended, and their amounts, by kind, status and coin. An order is counted
 * by the instance that publishes its event; one that is published again, as after a restore, counts
 * again.
 */
final class OrderMetrics {

  private record Group(OrderCommand.Kind kind, OrderStatus status, String coin) {}

  private record Counters(Counter orders, Counter amount, Counter commission) {}

  private final MeterRegistry meters;
  private final Map<Group, Counters> counters = new ConcurrentHashMap<>();

  OrderMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void published(OrderEvent event) {
    if (event.kind() != OrderEvent.Kind.SETTLED || Realm.of(event.order().appId()) == Realm.TEST) {
      return;
    }
    Order order = event.order();
    Counters counted =
        counters.computeIfAbsent(
            new Group(order.kind(), order.status(), order.coin()), this::counters);
    counted.orders.increment();
    counted.amount.increment(order.amount().doubleValue());
    counted.commission.increment(order.cut().doubleValue());
  }

  private Counters counters(Group group) {
    Tags tags =
        Tags.of(
            "kind", group.kind.name().toLowerCase(Locale.ROOT),
            "status", group.status.name().toLowerCase(Locale.ROOT),
            "coin", group.coin);
    return new Counters(
        meters.counter("berth.orders.ended", tags),
        meters.counter("berth.orders.amount", tags),
        meters.counter("berth.orders.commission", tags));
  }
}
