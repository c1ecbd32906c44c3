package io.berth.service.vouch;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import io.berth.api.Caller;
import io.berth.service.json.BerthJson;
import io.berth.service.key.KeyMaterial;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;

/**
 * Makes and checks vouching tokens: HS256 and nothing else, one key per pair of issuer and
 * audience, so that a service that leaks its keys can speak for nobody but itself, and to nobody
 * but those it speaks to.
 */
public final class Vouchers {
  /** The header that carries a vouch. */
  public static final String HEADER = "Berth-Caller";

  static final Duration LIFE = Duration.ofSeconds(30);
  static final Duration SKEW = Duration.ofSeconds(5);
  private static final int KEY_BYTES = 32;
  private static final JOSEObjectType TYPE = new JOSEObjectType("vouch+jwt");

  private final String name;
  private final Clock clock;
  private final JWSHeader header;
  private final Map<String, JWSSigner> signers;
  private final Map<String, JWSVerifier> verifiers;
  private final Set<String> relayers;
  private final Map<String, Set<String>> permits;

  /**
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public Vouchers(VouchProperties properties, Clock clock) {
    this.name = properties.name();
    this.clock = clock;
    this.relayers = properties.relayers();
    this.permits = properties.permits();
    this.header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).keyID(name).build();
    this.signers = new HashMap<>();
    properties.sends().forEach((audience, key) -> signers.put(audience, signer(audience, key)));
    this.verifiers = new HashMap<>();
    properties.accepts().forEach((issuer, key) -> verifiers.put(issuer, verifier(issuer, key)));
    if (!properties.edge() && verifiers.isEmpty()) {
      throw new IllegalArgumentException(
          "berth.vouch.accepts is empty: " + name + " would answer nobody");
    }
  }

  private static JWSSigner signer(String audience, String key) {
    String property = "berth.vouch.sends." + audience;
    try {
      return new MACSigner(KeyMaterial.atLeast(KEY_BYTES, property, key));
    } catch (JOSEException e) {
      throw new IllegalArgumentException(property + " is not usable", e);
    }
  }

  private static JWSVerifier verifier(String issuer, String key) {
    String property = "berth.vouch.accepts." + issuer;
    try {
      return new MACVerifier(KeyMaterial.atLeast(KEY_BYTES, property, key));
    } catch (JOSEException e) {
      throw new IllegalArgumentException(property + " is not usable", e);
    }
  }

  /**
   * A token that lets {@code audience} believe for 30 s that {@code caller} stands behind a
   * request.
   *
   * @param audience name of the service it is sent to
   * @throws IllegalArgumentException if {@code berth.vouch.sends} has no key for it
   */
  public String vouch(Caller caller, String audience) {
    JWSSigner signer = signers.get(VouchProperties.canonical(audience));
    if (signer == null) {
      throw new IllegalArgumentException("there is no berth.vouch.sends." + audience);
    }
    long now = clock.instant().getEpochSecond();
    VouchClaims claims = VouchClaims.of(caller, name, audience, now, now + LIFE.toSeconds());
    JWSObject token =
        new JWSObject(header, new Payload(BerthJson.mapper().writeValueAsBytes(claims)));
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("HMAC does not work here", e);
    }
    return token.serialize();
  }

  /** The signature is checked before anything of the payload is read. */
  Vouched check(String token) {
    try {
      JWSObject parsed = JWSObject.parse(token);
      JWSHeader presented = parsed.getHeader();
      if (!JWSAlgorithm.HS256.equals(presented.getAlgorithm())
          || !TYPE.equals(presented.getType())) {
        return new Vouched.Disbelieved("not an HS256 vouch");
      }
      String issuer = presented.getKeyID();
      JWSVerifier verifier =
          issuer == null ? null : verifiers.get(VouchProperties.canonical(issuer));
      if (issuer == null || verifier == null) {
        return new Vouched.Disbelieved("issuer is not in berth.vouch.accepts");
      }
      if (!parsed.verify(verifier)) {
        return new Vouched.Disbelieved("wrong signature");
      }
      return check(
          issuer, BerthJson.mapper().readValue(parsed.getPayload().toBytes(), VouchClaims.class));
    } catch (ParseException | JOSEException | JacksonException | IllegalArgumentException e) {
      return new Vouched.Disbelieved("malformed");
    }
  }

  /** Stops a service that was broken into from speaking for users, or beyond its own duties. */
  private boolean authorized(String issuer, VouchClaims claims) {
    if (claims.kind() != Caller.Kind.SERVICE) {
      return relayers.contains(issuer);
    }
    return permits
        .getOrDefault(issuer, Set.of())
        .containsAll(claims.prm() == null ? Set.of() : claims.prm());
  }

  private Vouched check(String issuer, VouchClaims claims) {
    long now = clock.instant().getEpochSecond();
    if (!claims.iss().equals(issuer)) {
      return new Vouched.Disbelieved("issuer and key differ");
    }
    if (!VouchProperties.canonical(claims.aud()).equals(VouchProperties.canonical(name))) {
      return new Vouched.Disbelieved("meant for another service");
    }
    if (claims.exp() + SKEW.toSeconds() <= now) {
      return new Vouched.Disbelieved("expired");
    }
    if (claims.iat() - SKEW.toSeconds() > now || claims.exp() - claims.iat() > LIFE.toSeconds()) {
      return new Vouched.Disbelieved("not of this time");
    }
    return authorized(VouchProperties.canonical(issuer), claims)
        ? new Vouched.Believed(claims.caller(), issuer)
        : new Vouched.Disbelieved("more than its issuer may say");
  }
}
