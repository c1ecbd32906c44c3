package io.berth.did.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.service.key.Es256;
import io.berth.service.key.Randomness;
import io.berth.service.key.TokenType;
import io.berth.service.keyset.HeldKeys;
import io.berth.service.keyset.KeyInventory;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.KeySettings;
import io.berth.service.keyset.Live;
import java.text.ParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.stereotype.Component;

/**
 * Signs access tokens, session cookies and app records, which other services verify themselves.
 * Algorithm and type are pinned, so that one kind never passes for another.
 */
@Component
public final class TokenKeys {
  private final Live<Keys> keys;

  private record Keys(
      String activeId, JWSSigner signer, Map<String, JWSVerifier> verifiers, String publicSet) {

    static Keys of(KeyProperties properties) {
      try {
        JWKSet set = JWKSet.parse(properties.keys());
        if (set.isEmpty()) {
          throw new IllegalStateException("berth.did.tokens.keys holds no key");
        }
        Map<String, JWSVerifier> verifiers = new HashMap<>();
        for (JWK key : set.getKeys()) {
          ECDSAVerifier verifier = new ECDSAVerifier(requireUsable(key).toPublicJWK());
          verifier.getJCAContext().setProvider(Es256.provider());
          verifiers.put(key.getKeyID(), verifier);
        }
        ECKey active = set.getKeys().getFirst().toECKey();
        ECDSASigner ecdsa = new ECDSASigner(active);
        ecdsa.getJCAContext().setProvider(Es256.provider());
        ecdsa.getJCAContext().setSecureRandom(Randomness.generator());
        return new Keys(
            active.getKeyID(),
            ecdsa,
            Map.copyOf(verifiers),
            JSONObjectUtils.toJSONString(set.toPublicJWKSet().toJSONObject()));
      } catch (ParseException | JOSEException e) {
        // The cause would show the key in the log.
        throw new IllegalStateException(
            "berth.did.tokens.keys is not a private JWK set of P-256 keys");
      }
    }
  }

  TokenKeys(KeySettings settings, KeyInventory inventory) {
    keys = settings.bind(TokenKeys::properties).map(Keys::of);
    inventory.holds(
        () -> {
          Keys now = keys.get();
          return List.of(HeldKeys.of(KeyKind.TOKENS, "", now.activeId(), now.verifiers().keySet()));
        });
  }

  private static KeyProperties properties(Binder binder) {
    return new KeyProperties(binder.bind("berth.did.tokens.keys", String.class).orElse(""));
  }

  private static ECKey requireUsable(JWK key) {
    if (!(key instanceof ECKey ec)
        || !Curve.P_256.equals(ec.getCurve())
        || !ec.isPrivate()
        || ec.getKeyID() == null) {
      throw new IllegalStateException(
          "berth.did.tokens.keys: every key needs a kid and has to be a private EC P-256 key");
    }
    return ec;
  }

  /** Id of the key that signs. */
  public String activeKey() {
    return keys.get().activeId();
  }

  /** The public keys as a JWK set in JSON. */
  public String publicSet() {
    return keys.get().publicSet();
  }

  public String sign(TokenType type, JWTClaimsSet claims) {
    return sign(type, new Payload(claims.toJSONObject()));
  }

  public String sign(TokenType type, String json) {
    return sign(type, new Payload(json));
  }

  private String sign(TokenType type, Payload payload) {
    Keys now = keys.get();
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .keyID(now.activeId())
            .type(new JOSEObjectType(type.header()))
            .build();
    JWSObject signed = new JWSObject(header, payload);
    try {
      signed.sign(now.signer());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return signed.serialize();
  }

  /** The claims of a token signed by one of the keys, expired or not; null for any other text. */
  public @Nullable JWTClaimsSet verify(TokenType type, String token) {
    try {
      JWSObject parsed = JWSObject.parse(token);
      JWSHeader header = parsed.getHeader();
      JWSVerifier verifier =
          header.getKeyID() == null ? null : keys.get().verifiers().get(header.getKeyID());
      if (verifier == null
          || !JWSAlgorithm.ES256.equals(header.getAlgorithm())
          || !new JOSEObjectType(type.header()).equals(header.getType())
          || !parsed.verify(verifier)) {
        return null;
      }
      Map<String, Object> claims = parsed.getPayload().toJSONObject();
      return claims == null ? null : JWTClaimsSet.parse(claims);
    } catch (ParseException | JOSEException e) {
      return null;
    }
  }
}
