package io.berth.pay.publication;

import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/**
 * Counts orders that ended, and their amounts, by kind, status and coin. An order is counted by the
 * instance that publishes its event; one that is published again, as after a restore, counts again.
 */
final class OrderMetrics {

  private final MeterRegistry meters;

  OrderMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void published(OrderEvent event) {
    if (event.kind() != OrderEvent.Kind.SETTLED) {
      return;
    }
    Order order = event.order();
    Tags tags =
        Tags.of(
            "kind", order.kind().name().toLowerCase(Locale.ROOT),
            "status", order.status().name().toLowerCase(Locale.ROOT),
            "coin", order.coin());
    meters.counter("berth.orders.ended", tags).increment();
    meters.counter("berth.orders.amount", tags).increment(order.amount().doubleValue());
    meters.counter("berth.orders.commission", tags).increment(order.cut().doubleValue());
  }
}
