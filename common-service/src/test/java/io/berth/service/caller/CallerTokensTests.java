package io.berth.service.caller;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.berth.api.Caller;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class CallerTokensTests {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
  private static final String GATEWAY_TO_DID = key(1);
  private static final String GATEWAY_TO_PAY = key(2);
  private static final String PAY_TO_DID = key(3);

  private final CallerTokens gateway =
      callerTokens("gateway", Map.of("did-service", GATEWAY_TO_DID, "pay-service", GATEWAY_TO_PAY));
  private final CallerTokens pay = callerTokens("pay-service", Map.of("did-service", PAY_TO_DID));

  @Test
  void carriesEverythingOfACaller() {
    Caller caller =
        Caller.of(Caller.Kind.CLIENT, "request-1")
            .withApp("app", "dragonex")
            .withUid(1_000_000L)
            .withToken(new Caller.Token(Set.of(1, 7), "family", null, NOW))
            .withDevice("device12")
            .withSession("session")
            .withAddress("10.0.0.1");
    assertThat(did(NOW).verify(gateway.issue(caller, "did-service")))
        .isEqualTo(new CallerVerification.Verified(caller, "gateway"));
  }

  @Test
  void rejectsWhatIsMeantForAnotherAudience() {
    String toPay = gateway.issue(caller(Caller.Kind.SERVER), "pay-service");
    assertThat(did(NOW).verify(toPay)).isEqualTo(rejected("wrong signature"));
    CallerTokens sameKey = callerTokens("gateway", Map.of("pay-service", GATEWAY_TO_DID));
    assertThat(did(NOW).verify(sameKey.issue(caller(Caller.Kind.SERVER), "pay-service")))
        .isEqualTo(rejected("meant for another service"));
  }

  @Test
  void rejectsAfterThirtySecondsAndALittleSkew() {
    String token = gateway.issue(caller(Caller.Kind.SERVER), "did-service");
    assertThat(did(NOW.plusSeconds(34)).verify(token))
        .isInstanceOf(CallerVerification.Verified.class);
    assertThat(did(NOW.plusSeconds(35)).verify(token)).isEqualTo(rejected("expired"));
    assertThat(did(NOW.minusSeconds(5)).verify(token))
        .isInstanceOf(CallerVerification.Verified.class);
    assertThat(did(NOW.minusSeconds(6)).verify(token)).isEqualTo(rejected("not of this time"));
  }

  @Test
  void rejectsAnotherKeyAndAnUnknownIssuer() {
    CallerTokens forger = callerTokens("gateway", Map.of("did-service", key(9)));
    assertThat(did(NOW).verify(forger.issue(caller(Caller.Kind.SERVER), "did-service")))
        .isEqualTo(rejected("wrong signature"));
    CallerTokens stranger = callerTokens("stranger", Map.of("did-service", GATEWAY_TO_DID));
    assertThat(did(NOW).verify(stranger.issue(caller(Caller.Kind.SERVER), "did-service")))
        .isEqualTo(rejected("issuer is not in berth.vouch.accepts"));
  }

  @Test
  void rejectsOtherAlgorithmsWhateverTheTokenSays() throws Exception {
    String header =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"alg\":\"none\",\"typ\":\"vouch+jwt\",\"kid\":\"gateway\"}"
                    .getBytes(StandardCharsets.UTF_8));
    String genuine = gateway.issue(caller(Caller.Kind.OPERATOR), "did-service");
    assertThat(did(NOW).verify(header + "." + genuine.split("\\.")[1] + "."))
        .isInstanceOf(CallerVerification.Rejected.class);

    JWSObject elliptic =
        new JWSObject(
            header(JWSAlgorithm.ES256, "vouch+jwt"), JWSObject.parse(genuine).getPayload());
    elliptic.sign(new ECDSASigner(new ECKeyGenerator(Curve.P_256).generate()));
    assertThat(did(NOW).verify(elliptic.serialize()))
        .isEqualTo(rejected("not an HS256 caller token"));

    JWSObject longer = new JWSObject(header(JWSAlgorithm.HS512, "vouch+jwt"), new Payload("{}"));
    longer.sign(new MACSigner(new byte[64]));
    assertThat(did(NOW).verify(longer.serialize()))
        .isEqualTo(rejected("not an HS256 caller token"));
  }

  @Test
  void rejectsATokenOfAnotherTypeAndGarbage() throws Exception {
    MACSigner genuineKey = new MACSigner(Base64.getDecoder().decode(GATEWAY_TO_DID));
    JWSObject token = new JWSObject(header(JWSAlgorithm.HS256, "at+jwt"), new Payload("{}"));
    token.sign(genuineKey);
    assertThat(did(NOW).verify(token.serialize())).isEqualTo(rejected("not an HS256 caller token"));
    JWSObject empty = new JWSObject(header(JWSAlgorithm.HS256, "vouch+jwt"), new Payload("{}"));
    empty.sign(genuineKey);
    assertThat(did(NOW).verify(empty.serialize())).isEqualTo(rejected("malformed"));
    for (String garbage : List.of("", ".", "..", "a.b.c", "\u0000", "e30.e30.e30")) {
      assertThat(did(NOW).verify(garbage)).isInstanceOf(CallerVerification.Rejected.class);
    }
  }

  @Test
  void letsAServiceSpeakForItselfOnlyAndWithItsOwnPermissionsOnly() {
    CallerVerification tooMuch = rejected("more than its issuer may claim");
    assertThat(did(NOW).verify(pay.issue(service("identity:resolve"), "did-service")))
        .isInstanceOf(CallerVerification.Verified.class);
    assertThat(did(NOW).verify(pay.issue(service("revocation:check"), "did-service")))
        .isEqualTo(tooMuch);
    assertThat(did(NOW).verify(gateway.issue(service("identity:resolve"), "did-service")))
        .isEqualTo(tooMuch);
    for (Caller.Kind kind :
        List.of(Caller.Kind.OPERATOR, Caller.Kind.PAGE, Caller.Kind.CLIENT, Caller.Kind.SERVER)) {
      assertThat(did(NOW).verify(pay.issue(caller(kind), "did-service"))).isEqualTo(tooMuch);
    }
  }

  @Test
  void findsServicesWithoutDashesAsEnvironmentVariablesNameThem() {
    CallerTokens fromEnvironment = callerTokens("pay-service", Map.of("didservice", PAY_TO_DID));
    assertThat(did(NOW).verify(fromEnvironment.issue(service("identity:resolve"), "did-service")))
        .isInstanceOf(CallerVerification.Verified.class);
  }

  @Test
  void acceptsTheFormerAndTheNewKeyWhileOneIsChanged() {
    String newKey = Base64.getEncoder().encodeToString("n".repeat(32).getBytes(US_ASCII));
    CallerTokens changed = callerTokens("gateway", Map.of("did-service", newKey));
    String before = gateway.issue(caller(Caller.Kind.SERVER), "did-service");
    String after = changed.issue(caller(Caller.Kind.SERVER), "did-service");

    CallerTokens both = did(NOW, List.of(GATEWAY_TO_DID, newKey));
    assertThat(both.verify(before)).isInstanceOf(CallerVerification.Verified.class);
    assertThat(both.verify(after)).isInstanceOf(CallerVerification.Verified.class);

    CallerTokens newOne = did(NOW, List.of(newKey));
    assertThat(newOne.verify(before)).isEqualTo(rejected("wrong signature"));
    assertThat(newOne.verify(after)).isInstanceOf(CallerVerification.Verified.class);
  }

  @Test
  void readsSeveralKeysFromOneValue() {
    CallerTokenProperties bound =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("berth.vouch.name", "x", "berth.vouch.accepts.gateway", "AAAA,BBB=")))
            .bind("berth.vouch", CallerTokenProperties.class)
            .get();
    assertThat(bound.accepts()).containsExactly(Map.entry("gateway", List.of("AAAA", "BBB=")));
  }

  @Test
  void refusesUnusableConfigurationNamingIt() {
    assertThatThrownBy(() -> callerTokens("gateway", Map.of("pay-service", "AAAA")))
        .hasMessageContaining("berth.vouch.sends.payservice must be at least 32 bytes");
    assertThatThrownBy(() -> gateway.issue(caller(Caller.Kind.SERVER), "console"))
        .hasMessageContaining("berth.vouch.sends.console");
    CallerTokenProperties acceptsNobody =
        new CallerTokenProperties("x", Map.of(), Map.of(), Set.of(), Map.of(), List.of(), false);
    assertThatThrownBy(() -> new CallerTokens(acceptsNobody, Clock.systemUTC()))
        .hasMessageContaining("berth.vouch.accepts is empty");
    assertThatThrownBy(
            () -> callerTokens("gateway", Map.of("pay-service", PAY_TO_DID, "payservice", "")))
        .hasMessageContaining("twice, with and without its dash");
  }

  private static CallerTokens callerTokens(String name, Map<String, String> sends) {
    return new CallerTokens(
        new CallerTokenProperties(
            name, sends, Map.of(), Set.of("gateway"), Map.of(), List.of(), true),
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static CallerTokens did(Instant now) {
    return did(now, List.of(GATEWAY_TO_DID));
  }

  private static CallerTokens did(Instant now, List<String> gatewayKeys) {
    return new CallerTokens(
        new CallerTokenProperties(
            "did-service",
            Map.of(),
            Map.of("gateway", gatewayKeys, "pay-service", List.of(PAY_TO_DID)),
            Set.of("gateway"),
            Map.of(
                "pay-service",
                Set.of("identity:resolve", "payment:authorize"),
                "gateway",
                Set.of("revocation:check")),
            List.of(),
            false),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String type) {
    return new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).keyID("gateway").build();
  }

  private static String key(int fill) {
    byte[] key = new byte[32];
    Arrays.fill(key, (byte) fill);
    return Base64.getEncoder().encodeToString(key);
  }

  private static CallerVerification rejected(String why) {
    return new CallerVerification.Rejected(why);
  }

  private static Caller service(String permission) {
    return caller(Caller.Kind.SERVICE, Set.of(permission));
  }

  private static Caller caller(Caller.Kind kind) {
    return caller(kind, Set.of());
  }

  private static Caller caller(Caller.Kind kind, Set<String> permissions) {
    return Caller.of(kind, "request-1").withPermissions(permissions);
  }
}
