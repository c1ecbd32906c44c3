package io.berth.service.caller;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.util.Base64URL;
import io.berth.service.key.KeyMaterial;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs and verifies compact JWTs with one HMAC-SHA256 key. By hand, because each request pays for
 * it twice: Nimbus builds and parses a header's JSON and looks a provider up for every token, and
 * takes about four times as long. Copies of a keyed prototype need no lock.
 */
final class Hs256 {
  private static final String HMAC_SHA256 = "HmacSHA256";
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();
  private static final int SIGNATURE_CHARACTERS = 43;

  private final Mac keyed;
  private final String id;

  Hs256(byte[] key) {
    id = KeyMaterial.id(key);
    try {
      keyed = Mac.getInstance(HMAC_SHA256);
      keyed.init(new SecretKeySpec(key, HMAC_SHA256));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC does not work here", e);
    }
  }

  /** Id of the key; tells nothing about it. */
  String id() {
    return id;
  }

  /** An encoded header whose key id is the name of the key's owner. */
  static String header(JOSEObjectType type, String keyId) {
    return new JWSHeader.Builder(JWSAlgorithm.HS256)
        .type(type)
        .keyID(keyId)
        .build()
        .toBase64URL()
        .toString();
  }

  /**
   * Key id of a header that declares HS256 and the type; null for any other. Critical parameters
   * and unencoded payloads are not supported.
   */
  static @Nullable String keyId(String header, JOSEObjectType type) throws ParseException {
    JWSHeader presented = JWSHeader.parse(new Base64URL(header));
    boolean ours =
        JWSAlgorithm.HS256.equals(presented.getAlgorithm())
            && type.equals(presented.getType())
            && presented.getCriticalParams() == null
            && presented.isBase64URLEncodePayload();
    return ours ? presented.getKeyID() : null;
  }

  /**
   * @param header encoded
   */
  String sign(String header, byte[] payload) {
    byte[] encoded = ENCODER.encode(payload);
    int signedLength = header.length() + 1 + encoded.length;
    byte[] token = new byte[signedLength + 1 + SIGNATURE_CHARACTERS];
    System.arraycopy(ascii(header), 0, token, 0, header.length());
    token[header.length()] = '.';
    System.arraycopy(encoded, 0, token, header.length() + 1, encoded.length);
    token[signedLength] = '.';
    byte[] signature = ENCODER.encode(hmac(token, signedLength));
    System.arraycopy(signature, 0, token, signedLength + 1, signature.length);
    return new String(token, StandardCharsets.ISO_8859_1);
  }

  /**
   * @throws IllegalArgumentException if the signature is not Base64
   */
  boolean signed(String header, String payload, String signature) {
    byte[] signed = (header + '.' + payload).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(hmac(signed, signed.length), DECODER.decode(signature));
  }

  /**
   * @throws IllegalArgumentException if it is not Base64
   */
  static byte[] decode(String payload) {
    return DECODER.decode(payload);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private byte[] hmac(byte[] content, int length) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update(content, 0, length);
      return mac.doFinal();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("HMAC does not work here", e);
    }
  }
}
