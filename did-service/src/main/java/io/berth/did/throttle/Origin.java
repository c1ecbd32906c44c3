package io.berth.did.throttle;

import io.berth.service.address.AddressBlock;

/**
 * Origin of a guess or of a request for a code.
 *
 * @param known whether the account's own password or code was typed there before: such an origin is
 *     delayed for its own failures only, never for those of others
 */
public record Origin(String key, boolean known) {

  /** An unknown client with its address. */
  public static Origin address(String address) {
    return address(AddressBlock.of(address));
  }

  public static Origin address(AddressBlock block) {
    return new Origin("address:" + block, false);
  }

  /** A browser in which the account's owner has signed in. */
  public static Origin device(String id) {
    return new Origin("device:" + id, true);
  }

  public static Origin session(String sessionId) {
    return new Origin("session:" + sessionId, true);
  }
}
