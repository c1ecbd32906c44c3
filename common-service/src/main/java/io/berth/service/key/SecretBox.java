package io.berth.service.key;

import io.berth.service.keyset.Live;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts secrets that Berth must be able to read again: AES-256-GCM, bound to a context so that a
 * ciphertext copied into another place cannot be decrypted there. A ciphertext reads {@code
 * keyId.base64url(nonce ciphertext tag)}. A rotation encrypts it again with the active key.
 */
public final class SecretBox {
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final Pattern KEY_ID = Pattern.compile("[0-9A-Za-z_-]{1,32}");

  private record Keys(String active, SecretKey activeKey, Map<String, SecretKey> all) {

    static Keys of(SecretsProperties properties) {
      String active = properties.active();
      Map<String, SecretKey> all =
          properties.keys().entrySet().stream()
              .collect(
                  Collectors.toUnmodifiableMap(
                      Map.Entry::getKey, entry -> key(entry.getKey(), entry.getValue())));
      SecretKey activeKey = all.get(active);
      if (activeKey == null) {
        throw new IllegalArgumentException(
            "berth.secrets.active is '"
                + active
                + "', but there is no berth.secrets.keys."
                + active);
      }
      return new Keys(active, activeKey, all);
    }
  }

  private final Live<Keys> keys;

  /** Thrown for a ciphertext that these keys cannot decrypt in this context. */
  public static final class Undecryptable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Undecryptable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public SecretBox(SecretsProperties properties) {
    this(Live.of(properties));
  }

  /**
   * Follows the settings.
   *
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public SecretBox(Live<SecretsProperties> properties) {
    keys = properties.map(Keys::of);
  }

  private static SecretKey key(String id, String base64) {
    if (!KEY_ID.matcher(id).matches()) {
      throw new IllegalArgumentException("berth.secrets.keys." + id + " is not a usable key id");
    }
    return new SecretKeySpec(
        KeyMaterial.exactly(KEY_BYTES, "berth.secrets.keys." + id, base64), "AES");
  }

  /**
   * @param context names the place that the secret belongs to; needed again to decrypt it
   */
  public String encrypt(String plaintext, String context) {
    Keys present = keys.get();
    String active = present.active();
    byte[] nonce = Randomness.bytes(NONCE_BYTES);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, present.activeKey(), nonce, active, context);
      byte[] plain = plaintext.getBytes(StandardCharsets.UTF_8);
      byte[] ciphertext = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
      cipher.doFinal(plain, 0, plain.length, ciphertext, NONCE_BYTES);
      return active + '.' + Base64.getUrlEncoder().withoutPadding().encodeToString(ciphertext);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM does not work here", e);
    }
  }

  /**
   * @throws Undecryptable if the key is unknown, the context another one, or the secret was changed
   */
  public String decrypt(String ciphertext, String context) {
    int dot = ciphertext.indexOf('.');
    SecretKey key = dot < 0 ? null : keys.get().all().get(ciphertext.substring(0, dot));
    if (key == null) {
      throw new Undecryptable(
          "encrypted with a key that is not in berth.secrets.keys: " + context, null);
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(ciphertext.substring(dot + 1));
      String keyId = ciphertext.substring(0, dot);
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, bytes, keyId, context);
      byte[] plain = cipher.doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new Undecryptable("cannot be decrypted as " + context, e);
    }
  }

  /** Id of the key that encrypts. */
  public String activeKey() {
    return keys.get().active();
  }

  /** Ids of all keys. */
  Set<String> keyIds() {
    return keys.get().all().keySet();
  }

  /**
   * The ciphertext itself where its key is the active one, else the secret encrypted again.
   *
   * @throws Undecryptable as {@link #decrypt} does
   */
  public String renew(String ciphertext, String context) {
    return ciphertext.startsWith(activeKey() + '.')
        ? ciphertext
        : encrypt(decrypt(ciphertext, context), context);
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce, String keyId, String context)
      throws GeneralSecurityException {
    if (nonce.length < NONCE_BYTES) {
      throw new GeneralSecurityException("too short");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
    cipher.updateAAD((keyId + '\n' + context).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
