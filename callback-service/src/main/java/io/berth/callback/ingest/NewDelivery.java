package io.berth.callback.ingest;

import io.berth.api.order.OrderEvent;
import java.time.Duration;

/**
 * A delivery to be made.
 *
 * @param json of the event, as it came
 * @param delay of the first attempt, counted from the event's own time
 */
public record NewDelivery(OrderEvent event, String json, Duration delay) {}
