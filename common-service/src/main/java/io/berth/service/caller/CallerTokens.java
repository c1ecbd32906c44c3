package io.berth.service.caller;

import com.nimbusds.jose.JOSEObjectType;
import io.berth.api.Caller;
import io.berth.service.json.BerthJson;
import io.berth.service.key.KeyMaterial;
import io.berth.service.keyset.HeldKeys;
import io.berth.service.keyset.KeyKind;
import io.berth.service.keyset.Live;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/**
 * Issues and verifies caller tokens: HS256 and nothing else, one key per pair of issuer and
 * audience, so that a service that leaks its keys can speak for nobody but itself, and to nobody
 * but its own audiences.
 */
public final class CallerTokens {
  /** The header that carries a caller token. */
  public static final String HEADER = "Berth-Caller";

  static final Duration LIFE = Duration.ofSeconds(30);
  static final Duration SKEW = Duration.ofSeconds(5);
  private static final int KEY_BYTES = 32;
  private static final int PARTS = 3;
  private static final JOSEObjectType TYPE = new JOSEObjectType("vouch+jwt");
  private static final ObjectWriter WRITER = BerthJson.mapper().writerFor(CallerTokenClaims.class);
  private static final ObjectReader READER = BerthJson.mapper().readerFor(CallerTokenClaims.class);

  private final String name;
  private final Clock clock;
  private final String header;
  private final Live<Map<String, Hs256>> signers;
  private final Live<Map<String, List<Hs256>>> verifiers;

  /** Issuers by the header that each writes; of genuine tokens alone, so the map stays small. */
  private final Map<String, String> issuers = new ConcurrentHashMap<>();

  private final Set<String> trustedIssuers;
  private final Map<String, Set<String>> permits;

  /**
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public CallerTokens(CallerTokenProperties properties, Clock clock) {
    this(Live.of(properties), clock);
  }

  /**
   * Follows the keys in the settings.
   *
   * @throws IllegalArgumentException naming the property that is wrong
   */
  public CallerTokens(Live<CallerTokenProperties> settings, Clock clock) {
    CallerTokenProperties properties = settings.get();
    this.name = properties.name();
    this.clock = clock;
    this.trustedIssuers = properties.trustedIssuers();
    this.permits = properties.permits();
    this.header = Hs256.header(TYPE, name);
    this.signers =
        settings.map(
            given -> mapped(given.sends(), (to, key) -> hmac("berth.vouch.sends." + to, key)));
    this.verifiers = settings.map(CallerTokens::verifiers);
  }

  private static Map<String, List<Hs256>> verifiers(CallerTokenProperties properties) {
    if (!properties.edge() && properties.accepts().isEmpty()) {
      throw new IllegalArgumentException(
          "berth.vouch.accepts is empty: " + properties.name() + " would answer nobody");
    }
    return mapped(
        properties.accepts(),
        (from, keys) ->
            keys.stream().map(key -> hmac("berth.vouch.accepts." + from, key)).toList());
  }

  /** Keys of each pair of services, by a digest: they have no ids. */
  List<HeldKeys> heldKeys() {
    String own = CallerTokenProperties.canonical(name);
    List<HeldKeys> held = new ArrayList<>();
    signers
        .get()
        .forEach(
            (to, key) ->
                held.add(HeldKeys.of(KeyKind.CALLER, own + '>' + to, key.id(), List.of(key.id()))));
    verifiers
        .get()
        .forEach(
            (from, keys) ->
                held.add(
                    HeldKeys.of(
                        KeyKind.CALLER,
                        from + '>' + own,
                        null,
                        keys.stream().map(Hs256::id).toList())));
    return held;
  }

  private static <V, R> Map<String, R> mapped(
      Map<String, V> byService, BiFunction<String, V, R> value) {
    Map<String, R> mapped = new HashMap<>();
    byService.forEach((service, given) -> mapped.put(service, value.apply(service, given)));
    return Map.copyOf(mapped);
  }

  private static Hs256 hmac(String property, String base64) {
    return new Hs256(KeyMaterial.atLeast(KEY_BYTES, property, base64));
  }

  /**
   * A token that proves to {@code audience} for 30 s that {@code caller} stands behind a request.
   *
   * @param audience name of the service it is sent to
   * @throws IllegalArgumentException if {@code berth.vouch.sends} has no key for it
   */
  public String issue(Caller caller, String audience) {
    Hs256 key = signers.get().get(CallerTokenProperties.canonical(audience));
    if (key == null) {
      throw new IllegalArgumentException("there is no berth.vouch.sends." + audience);
    }
    long now = clock.instant().getEpochSecond();
    return key.sign(
        header,
        WRITER.writeValueAsBytes(
            CallerTokenClaims.of(caller, name, audience, now, now + LIFE.toSeconds())));
  }

  /** The signature is checked before anything of the payload is read. */
  public CallerVerification verify(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != PARTS) {
      return new CallerVerification.Rejected("malformed");
    }
    try {
      return verify(parts[0], parts[1], parts[2]);
    } catch (ParseException | JacksonException | IllegalArgumentException e) {
      return new CallerVerification.Rejected("malformed");
    }
  }

  private CallerVerification verify(String presentedHeader, String payload, String signature)
      throws ParseException {
    String known = issuers.get(presentedHeader);
    String issuer = known == null ? Hs256.keyId(presentedHeader, TYPE) : known;
    if (issuer == null) {
      return new CallerVerification.Rejected("not an HS256 caller token");
    }
    List<Hs256> keys = verifiers.get().get(CallerTokenProperties.canonical(issuer));
    if (keys == null) {
      return new CallerVerification.Rejected("issuer is not in berth.vouch.accepts");
    }
    if (keys.stream().noneMatch(key -> key.signed(presentedHeader, payload, signature))) {
      return new CallerVerification.Rejected("wrong signature");
    }
    if (known == null) {
      issuers.put(presentedHeader, issuer);
    }
    return verify(issuer, READER.readValue(Hs256.decode(payload)));
  }

  /** Stops a compromised service from speaking for users, or beyond its own permissions. */
  private boolean authorized(String issuer, CallerTokenClaims claims) {
    if (claims.kind() != Caller.Kind.SERVICE) {
      return trustedIssuers.contains(issuer);
    }
    return permits
        .getOrDefault(issuer, Set.of())
        .containsAll(claims.prm() == null ? Set.of() : claims.prm());
  }

  private CallerVerification verify(String issuer, CallerTokenClaims claims) {
    long now = clock.instant().getEpochSecond();
    if (!claims.iss().equals(issuer)) {
      return new CallerVerification.Rejected("issuer and key differ");
    }
    if (!CallerTokenProperties.canonical(claims.aud())
        .equals(CallerTokenProperties.canonical(name))) {
      return new CallerVerification.Rejected("meant for another service");
    }
    if (claims.exp() + SKEW.toSeconds() <= now) {
      return new CallerVerification.Rejected("expired");
    }
    if (claims.iat() - SKEW.toSeconds() > now || claims.exp() - claims.iat() > LIFE.toSeconds()) {
      return new CallerVerification.Rejected("not of this time");
    }
    return authorized(CallerTokenProperties.canonical(issuer), claims)
        ? new CallerVerification.Verified(claims.caller(), issuer)
        : new CallerVerification.Rejected("more than its issuer may claim");
  }
}
