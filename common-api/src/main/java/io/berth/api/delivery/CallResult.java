package io.berth.api.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Result of calling a merchant's server once.
 *
 * @param httpStatus 0 where no answer came
 * @param problem null where it was acknowledged
 * @param detail in English, where the problem has more to say
 * @param answer its first kilobyte
 */
public record CallResult(
    int httpStatus,
    long durationMillis,
    boolean acknowledged,
    @Nullable CallProblem problem,
    @Nullable String detail,
    String answer) {}
