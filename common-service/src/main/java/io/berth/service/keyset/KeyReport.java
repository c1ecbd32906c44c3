package io.berth.service.keyset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys that an instance has, as its management port reports them.
 *
 * @param problem why the latest key file is not in use; null where it is
 */
public record KeyReport(
    String service, List<HeldKeys> keys, List<KeyUse> uses, @Nullable String problem) {}
