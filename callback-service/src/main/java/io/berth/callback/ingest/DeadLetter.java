package io.berth.callback.ingest;

import org.jspecify.annotations.Nullable;

/** A record that is no order event. */
record DeadLetter(
    String topic,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    String error) {}
