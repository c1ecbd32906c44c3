package io.berth.callback.result;

import java.time.Instant;

/** Time at which a result was recorded, by the database's clock, and its batch. */
public record RecordedResult(Instant at, ResultBatch batch) {}
