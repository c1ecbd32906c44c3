package io.berth.service.keyset;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Use of the keys of one set.
 *
 * @param counts stored secrets or published records by the id of the key that they are under; null
 *     where nobody counts
 * @param countedAt time of the counts
 * @param activeSince when each key became active, by id; empty where nobody notes it
 * @param keepSeconds how long something that was signed with a former key is still verified; null
 *     where it is signed or encrypted again instead
 */
public record KeyUse(
    KeyKind kind,
    String scope,
    @Nullable Map<String, Long> counts,
    @Nullable Instant countedAt,
    Map<String, Instant> activeSince,
    @Nullable Long keepSeconds) {}
