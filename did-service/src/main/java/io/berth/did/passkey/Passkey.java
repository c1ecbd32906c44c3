package io.berth.did.passkey;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A passkey of a person.
 *
 * @param credentialId as browsers know it
 * @param usedAt when somebody last signed in with it; null where nobody has
 */
record Passkey(
    long id,
    long uid,
    byte[] credentialId,
    String name,
    Key key,
    Instant createdAt,
    @Nullable Instant usedAt) {

  /**
   * @param credential id and public key, as the authenticator attested them
   * @param signCount of the last signature; 0 where the authenticator does not count
   * @param backupEligible whether it may be on several devices
   */
  record Key(byte[] credential, long signCount, boolean backupEligible, List<String> transports) {}
}
