package io.berth.did.passkey;

import io.berth.did.secret.Digests;
import io.berth.service.json.BerthJson;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** An authenticator with one passkey, and the browser in front of it. */
final class SoftAuthenticator {
  static final int UNLOCKED = 0x05;
  static final int PRESENT = 0x01;
  private static final int WITH_KEY = 0x40;

  private final KeyPair keys;
  private final byte[] credentialId;
  private final String origin;
  private final int flags;
  private int count;

  private SoftAuthenticator(
      KeyPair keys, byte[] credentialId, String origin, int flags, int count) {
    this.keys = keys;
    this.credentialId = credentialId;
    this.origin = origin;
    this.flags = flags;
    this.count = count;
  }

  static SoftAuthenticator at(String origin) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair keys = generator.generateKeyPair();
    byte[] id = Digests.sha256(keys.getPublic().getEncoded());
    return new SoftAuthenticator(keys, id, origin, UNLOCKED, 0);
  }

  /** The same passkey on a page of another origin. */
  SoftAuthenticator showing(String other) {
    return new SoftAuthenticator(keys, credentialId, other, flags, count);
  }

  /** The same without the person who unlocks it. */
  SoftAuthenticator locked() {
    return new SoftAuthenticator(keys, credentialId, origin, PRESENT, count);
  }

  /** A copy of it, as somebody made who could read it. */
  SoftAuthenticator cloned() {
    return new SoftAuthenticator(keys, credentialId, origin, flags, count - 1);
  }

  private byte[] clientData(String type, String challenge) {
    return BerthJson.mapper()
        .writeValueAsBytes(
            Map.of("type", type, "challenge", challenge, "origin", origin, "crossOrigin", false));
  }

  private ByteArrayOutputStream authenticatorData(int more) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(Digests.sha256("localhost"));
    data.write(flags | more);
    data.writeBytes(ByteBuffer.allocate(4).putInt(++count).array());
    return data;
  }

  String creates(String challenge) {
    ByteArrayOutputStream data = authenticatorData(WITH_KEY);
    data.writeBytes(new byte[16]);
    data.writeBytes(ByteBuffer.allocate(2).putShort((short) credentialId.length).array());
    data.writeBytes(credentialId);
    ECPublicKey key = (ECPublicKey) keys.getPublic();
    data.writeBytes(HexFormat.of().parseHex("a5010203262001215820"));
    data.writeBytes(coordinate(key.getW().getAffineX()));
    data.writeBytes(HexFormat.of().parseHex("225820"));
    data.writeBytes(coordinate(key.getW().getAffineY()));

    ByteArrayOutputStream attestation = new ByteArrayOutputStream();
    attestation.write(0xa3);
    attestation.writeBytes("cfmtdnonegattStmt".getBytes(StandardCharsets.US_ASCII));
    attestation.write(0xa0);
    attestation.writeBytes("hauthDataX".getBytes(StandardCharsets.US_ASCII));
    attestation.write(data.size());
    attestation.writeBytes(data.toByteArray());
    return credential(
        Map.of(
            "clientDataJSON",
            text(clientData("webauthn.create", challenge)),
            "attestationObject",
            text(attestation.toByteArray()),
            "transports",
            List.of("internal")));
  }

  private static byte[] coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] padded = new byte[32];
    int length = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - length, padded, 32 - length, length);
    return padded;
  }

  String signs(String challenge, long uid) throws GeneralSecurityException {
    byte[] clientData = clientData("webauthn.get", challenge);
    byte[] data = authenticatorData(0).toByteArray();
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(data);
    signature.update(Digests.sha256(clientData));
    return credential(
        Map.of(
            "clientDataJSON",
            text(clientData),
            "authenticatorData",
            text(data),
            "signature",
            text(signature.sign()),
            "userHandle",
            text(WebAuthn.userHandle(uid))));
  }

  private String credential(Map<String, Object> response) {
    return BerthJson.mapper()
        .writeValueAsString(
            Map.of(
                "id",
                text(credentialId),
                "rawId",
                text(credentialId),
                "type",
                "public-key",
                "clientExtensionResults",
                Map.of(),
                "response",
                response));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
