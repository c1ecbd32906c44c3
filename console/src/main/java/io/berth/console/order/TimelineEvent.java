package io.berth.console.order;

import io.berth.api.delivery.Delivery;
import io.berth.api.order.Order;
import io.berth.api.order.OrderOutcome.Posting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A past or expected event of an order.
 *
 * @param kind names its text: {@code console.timeline.…}
 * @param tone {@code good}, {@code bad}, {@code next} or nothing
 * @param number argument of the text
 * @param attempt of a callback
 * @param order that this one returns, or that returns this one
 */
public record TimelineEvent(
    Instant at,
    String kind,
    String tone,
    long number,
    List<Posting> postings,
    Delivery.@Nullable Attempt attempt,
    @Nullable Order order) {

  static TimelineEvent of(Instant at, String kind, String tone) {
    return new TimelineEvent(at, kind, tone, 0, List.of(), null, null);
  }

  static TimelineEvent of(Instant at, String kind, long number) {
    return new TimelineEvent(at, kind, "", number, List.of(), null, null);
  }
}
