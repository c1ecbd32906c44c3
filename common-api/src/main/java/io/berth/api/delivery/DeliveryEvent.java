package io.berth.api.delivery;

import java.time.Instant;

/**
 * Result of one attempt to call a merchant back.
 *
 * @param attempt counts from 1 per event
 * @param httpStatus 0 where no answer came
 */
public record DeliveryEvent(
    String eventId,
    long orderId,
    String appId,
    int attempt,
    int httpStatus,
    boolean delivered,
    Instant at,
    String requestId) {}
