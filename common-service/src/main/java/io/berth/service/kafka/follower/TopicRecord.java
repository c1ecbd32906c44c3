package io.berth.service.kafka.follower;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param value null where the key was removed
 * @param at when it was published, as its writer says
 * @param signed whether it carries a signature in its headers, right or wrong
 */
public record TopicRecord(
    String topic,
    int partition,
    long offset,
    @Nullable String key,
    byte @Nullable [] value,
    Instant at,
    boolean signed) {}
