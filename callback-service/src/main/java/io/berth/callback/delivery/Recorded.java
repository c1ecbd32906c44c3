package io.berth.callback.delivery;

import java.time.Instant;

/** Time at which a result was recorded, by the database's clock, and its batch. */
record Recorded(Instant at, ResultBatch batch) {}
