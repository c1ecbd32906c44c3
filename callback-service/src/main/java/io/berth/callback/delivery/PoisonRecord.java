package io.berth.callback.delivery;

import org.jspecify.annotations.Nullable;

/** A record that is no order event. */
record PoisonRecord(
    String topic,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    String error) {}
