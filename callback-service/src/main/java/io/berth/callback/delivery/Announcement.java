package io.berth.callback.delivery;

import io.berth.api.DeliveryEvent;

/** An attempt's result that is committed and has to be published. */
record Announcement(ResultBatch batch, DeliveryEvent event) {}
