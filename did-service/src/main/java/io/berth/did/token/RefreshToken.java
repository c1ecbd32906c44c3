package io.berth.did.token;

import io.berth.did.secret.Digests;
import io.berth.service.key.Randomness;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Holds a refresh token: a handle that stays the same within a family, and a secret that every
 * rotation replaces.
 *
 * <p>The family's id, which access tokens show to game front ends, is a digest of the handle. An
 * attacker who knows only the id cannot forge a token that looks reused and gets the family
 * revoked.
 */
final class RefreshToken {
  private static final int HANDLE = 16;
  private static final int SECRET = 24;
  private static final int ENCODED = 54;

  private final byte[] bytes;

  private RefreshToken(byte[] bytes) {
    this.bytes = bytes;
  }

  static RefreshToken first() {
    return new RefreshToken(Randomness.bytes(HANDLE + SECRET));
  }

  /** Null for a text that cannot be a refresh token. */
  static @Nullable RefreshToken parse(String text) {
    if (text.length() != ENCODED) {
      return null;
    }
    try {
      RefreshToken token = new RefreshToken(Base64.getUrlDecoder().decode(text));
      // Base64 leaves bits unused at the end: only one spelling is the token.
      return token.text().equals(text) ? token : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Derives the same successor each time, which needs the key. */
  RefreshToken successor(byte[] key) {
    byte[] next = Arrays.copyOf(bytes, HANDLE + SECRET);
    System.arraycopy(Digests.hmac(key, "refresh", bytes), 0, next, HANDLE, SECRET);
    return new RefreshToken(next);
  }

  /** The pay token that goes with this token: 20 characters, 120 bits. */
  String payToken(byte[] key) {
    return Base64.getUrlEncoder()
        .encodeToString(Arrays.copyOf(Digests.hmac(key, "pay", bytes), 15));
  }

  String family() {
    return HexFormat.of().formatHex(Digests.sha256(Arrays.copyOf(bytes, HANDLE)), 0, 16);
  }

  /** As {@code access_token_id} in the database: digits that open nothing. */
  String accessTokenId() {
    return HexFormat.of().formatHex(Digests.sha256(hash()), 0, 16);
  }

  byte[] hash() {
    return Digests.sha256(bytes);
  }

  String text() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "RefreshToken[" + family() + "]";
  }
}
