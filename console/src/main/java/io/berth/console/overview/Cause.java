package io.berth.console.overview;

import org.jspecify.annotations.Nullable;

/**
 * A reason why something did not succeed.
 *
 * @param group {@code payments}, {@code callbacks} or {@code refusals}
 * @param key of the message that names it
 * @param link path and query of the list of exactly these; null where there is none
 */
public record Cause(String group, String key, long count, @Nullable String link) {}
