package io.berth.callback.result;

import io.berth.api.delivery.DeliveryEvent;

/** A committed result of an attempt that is to be published. */
public record UnpublishedResult(ResultBatch batch, DeliveryEvent event) {}
