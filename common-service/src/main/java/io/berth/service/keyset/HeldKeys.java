package io.berth.service.keyset;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ids of the keys of one set that an instance has; never the keys.
 *
 * @param scope {@code issuer>audience} of caller keys without dashes, the topic of event keys, the
 *     role of database passwords, else empty
 * @param active id of the key that this instance signs or encrypts with; null where it does neither
 * @param known ids of all keys that it accepts, sorted
 */
public record HeldKeys(KeyKind kind, String scope, @Nullable String active, List<String> known) {

  public static HeldKeys of(
      KeyKind kind, String scope, @Nullable String active, Collection<String> known) {
    return new HeldKeys(kind, scope, active, known.stream().sorted().distinct().toList());
  }
}
