package io.berth.service.page;

import io.berth.service.key.KeyMaterial;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs text that a browser keeps for a person, in a cookie, so that it comes back as it was and
 * for nobody else. The text is not encrypted.
 */
public final class SignedText {
  private static final int MAC_CHARACTERS = 43;

  private final SecretKeySpec key;

  SignedText(PageProperties properties) {
    this.key =
        new SecretKeySpec(
            KeyMaterial.atLeast(32, "berth.pages.csrf-key", properties.csrfKey()), "HmacSHA256");
  }

  /**
   * @param context that the text is for: its purpose and its owner, without line breaks
   * @return letters that a cookie may have
   */
  public String sign(String context, String text) {
    String encoded = encoded(text.getBytes(StandardCharsets.UTF_8));
    return mac(context, encoded) + encoded;
  }

  /** Returns the text; null where it was not signed in this context. */
  public @Nullable String verify(String context, String signed) {
    if (signed.length() < MAC_CHARACTERS) {
      return null;
    }
    String encoded = signed.substring(MAC_CHARACTERS);
    byte[] expected = mac(context, encoded).getBytes(StandardCharsets.US_ASCII);
    byte[] found = signed.substring(0, MAC_CHARACTERS).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, found)
        ? new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8)
        : null;
  }

  /** No CSRF token is a MAC of this form: a cookie of theirs has no line break. */
  private String mac(String context, String encoded) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return encoded(
          mac.doFinal(("text:" + context + '\n' + encoded).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC does not work here", e);
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
