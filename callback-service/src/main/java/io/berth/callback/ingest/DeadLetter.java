package io.berth.callback.ingest;

import org.jspecify.annotations.Nullable;

/**
 * A record that is no order event.
 *
 * @param repeatable whether it is genuine and kept whole, so that it may be handled again
 */
record DeadLetter(
    String topic,
    int partition,
    long offset,
    byte @Nullable [] key,
    byte @Nullable [] value,
    String error,
    boolean repeatable) {}
