package io.berth.callback.delivery;

import java.time.Instant;

/** When a result was recorded, by the database's clock, and with which others. */
record Recorded(Instant at, ResultBatch batch) {}
