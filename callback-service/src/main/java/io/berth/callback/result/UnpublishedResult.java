package io.berth.callback.result;

import io.berth.api.delivery.DeliveryEvent;

/** An attempt's result that is committed and has to be published. */
public record UnpublishedResult(ResultBatch batch, DeliveryEvent event) {}
