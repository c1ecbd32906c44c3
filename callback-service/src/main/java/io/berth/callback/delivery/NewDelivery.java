package io.berth.callback.delivery;

import io.berth.api.OrderEvent;
import java.time.Duration;

/**
 * A delivery to be made.
 *
 * @param json of the event, as it came
 * @param delay of the first attempt, counted from the event's own time
 */
record NewDelivery(OrderEvent event, String json, Duration delay) {}
