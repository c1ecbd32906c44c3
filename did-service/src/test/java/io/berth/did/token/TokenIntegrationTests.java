package io.berth.did.token;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.login;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.service;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.token.TokenCommand.CheckPayToken;
import io.berth.api.token.TokenCommand.CheckRevocation;
import io.berth.api.token.TokenCommand.Login;
import io.berth.api.token.TokenCommand.Logout;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.test.server.TestServers;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

@DidServiceTest
class TokenIntegrationTests {
  @Autowired Platform platform;
  @Autowired Tokens tokens;

  @Test
  void aReplayedCodeRevokesItsTokens() {
    String app = platform.app(1, 5, 12);
    long uid = platform.user(name("user") + "@example.com");
    String code = platform.code(app, uid, 1, 5, 12);

    TokenGrant grant = (TokenGrant) platform.send(login(code), merchant(app));

    assertThat(grant.uid()).isEqualTo(uid);
    assertThat(grant.scopes()).containsExactly(1, 5, 12);
    assertThat(grant.openId()).matches("[0-9a-f]{32}").isNotEqualTo(grant.unionId());
    assertThat(grant.payToken()).hasSizeLessThanOrEqualTo(20);
    assertThat(grant.accessTokenExpiresAt()).isBefore(Instant.now().plus(Duration.ofHours(24)));
    assertRefused(platform.send(login(code), merchant(app)), ErrorCode.CODE_UNKNOWN);
    assertRefused(refresh(app, grant), ErrorCode.REFRESH_TOKEN_UNUSABLE);
  }

  @Test
  void aCodeIsBoundToTheAuthorizationRequest() {
    String app = platform.app(1);
    String other = platform.app(1);
    String code = platform.code(app, platform.user(name("user") + "@example.com"), 1);

    assertRefused(platform.send(login(code), merchant(other)), ErrorCode.CODE_UNKNOWN);
    for (Login wrong :
        new Login[] {
          new Login(code, "other", "state123", "device12"),
          new Login(code, "raw-scopes", "state124", "device12"),
          new Login(code, "raw-scopes", "state123", "device13"),
          new Login("nonsense", "raw-scopes", "state123", "device12")
        }) {
      assertRefused(platform.send(wrong, merchant(app)), ErrorCode.CODE_UNKNOWN);
    }
    assertThat(platform.send(login(code), merchant(app))).isInstanceOf(TokenGrant.class);
  }

  @Test
  void anExpiredCodeGivesNothing(TestServers servers) {
    String app = platform.app(1);
    String code = platform.code(app, platform.user(name("user") + "@example.com"), 1);
    servers
        .database()
        .execute("update access_codes set expires_at = now() where app_id = '" + app + "'");

    assertRefused(platform.send(login(code), merchant(app)), ErrorCode.CODE_UNKNOWN);
  }

  @Test
  void aRepeatedRefreshGivesTheSameSuccessorUntilThatIsUsed() {
    String app = platform.app(1, 12);
    TokenGrant first = platform.tokens(app, platform.user(name("user") + "@example.com"), 1, 12);

    TokenGrant second = (TokenGrant) refresh(app, first);
    TokenGrant repeated = (TokenGrant) refresh(app, first);
    assertThat(second.refreshToken()).isNotEqualTo(first.refreshToken());
    assertThat(repeated.refreshToken()).isEqualTo(second.refreshToken());
    assertThat(repeated.payToken()).isEqualTo(second.payToken()).isNotEqualTo(first.payToken());

    TokenGrant third = (TokenGrant) refresh(app, second);
    assertRefused(refresh(app, first), ErrorCode.REFRESH_TOKEN_UNUSABLE);
    assertRefused(refresh(app, third), ErrorCode.REFRESH_TOKEN_UNUSABLE);
  }

  @Test
  void aRepeatAfterAMinuteRevokesTheFamily(TestServers servers) {
    String app = platform.app(1);
    TokenGrant first = platform.tokens(app, platform.user(name("user") + "@example.com"), 1);
    TokenGrant second = (TokenGrant) refresh(app, first);
    servers
        .database()
        .execute(
            "update token_families set rotated_at = rotated_at - interval '61 s' where app_id = '"
                + app
                + "'");

    assertRefused(refresh(app, first), ErrorCode.REFRESH_TOKEN_UNUSABLE);
    assertRefused(refresh(app, second), ErrorCode.REFRESH_TOKEN_UNUSABLE);
  }

  @Test
  void tellsMalformedForeignAndExpiredRefreshTokensApart(TestServers servers) {
    String app = platform.app(1);
    TokenGrant mine = platform.tokens(app, platform.user(name("user") + "@example.com"), 1);
    TokenGrant other = platform.tokens(app, platform.user(name("user") + "@example.com"), 1);

    assertRefused(refresh(app, mine.accessToken(), "nonsense"), ErrorCode.REFRESH_TOKEN_UNKNOWN);
    assertRefused(
        refresh(app, mine.accessToken(), "A".repeat(54)), ErrorCode.REFRESH_TOKEN_UNKNOWN);
    assertRefused(refresh(app, mine.accessToken(), other.refreshToken()), ErrorCode.TOKEN_INVALID);
    assertRefused(refresh(app, "nonsense", mine.refreshToken()), ErrorCode.TOKEN_INVALID);
    assertRefused(
        refresh(platform.app(1), mine.accessToken(), mine.refreshToken()), ErrorCode.TOKEN_UNKNOWN);
    servers
        .database()
        .execute(
            "update token_families set refresh_expires_at = now() where app_id = '" + app + "'");
    assertRefused(refresh(app, mine), ErrorCode.REFRESH_TOKEN_EXPIRED);
  }

  @Test
  void bothTokensOfAPairAreCheckedToTheLastCharacter() throws ParseException {
    String app = platform.app(1);
    TokenGrant grant = platform.tokens(app, platform.user(name("user") + "@example.com"), 1);
    SignedJWT genuine = SignedJWT.parse(grant.accessToken());
    JWTClaimsSet later =
        new JWTClaimsSet.Builder(genuine.getJWTClaimsSet())
            .expirationTime(Date.from(Instant.now().plusSeconds(86_400)))
            .build();
    String altered =
        genuine.getHeader().toBase64URL()
            + "."
            + Base64URL.encode(later.toString())
            + "."
            + genuine.getSignature();
    for (String forged : List.of(altered, changed(grant.accessToken()), "x")) {
      assertRefused(refresh(app, forged, grant.refreshToken()), ErrorCode.TOKEN_INVALID);
    }
    assertRefused(
        refresh(app, grant.accessToken(), changed(grant.refreshToken())),
        ErrorCode.REFRESH_TOKEN_UNUSABLE);
  }

  /** With the last character but four replaced; some bits of the very last say nothing. */
  private static String changed(String token) {
    int at = token.length() - 5;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }

  @Test
  void fiftyParallelRefreshesAgreeOnOneSuccessorTwentyTimesOver() {
    String app = platform.app(1);
    TokenGrant current = platform.tokens(app, platform.user(name("user") + "@example.com"), 1);
    for (int round = 0; round < 20; round++) {
      RefreshTokens pair = new RefreshTokens(current.accessToken(), current.refreshToken());
      Set<String> successors =
          Flux.range(0, 50)
              .flatMap(_ -> tokens.refresh(pair, app).subscribeOn(Schedulers.boundedElastic()), 50)
              .cast(TokenGrant.class)
              .doOnNext(grant -> assertThat(grant.refreshToken()).isNotEmpty())
              .collectMap(TokenGrant::refreshToken)
              .map(found -> Set.copyOf(found.keySet()))
              .block(Duration.ofSeconds(30));
      assertThat(successors).hasSize(1);
      current = grant(current, successors.iterator().next());
    }
  }

  private static TokenGrant grant(TokenGrant grant, String refreshToken) {
    return new TokenGrant(
        grant.accessToken(),
        grant.accessTokenExpiresAt(),
        refreshToken,
        grant.refreshTokenExpiresAt(),
        grant.companyId(),
        grant.appId(),
        grant.openId(),
        grant.unionId(),
        grant.uid(),
        grant.scopes(),
        null,
        grant.device());
  }

  @Test
  void aPayTokenLivesAndDiesWithItsFamilyAndNeedsTheGrant() {
    String app = platform.app(1, 12);
    long uid = platform.user(name("user") + "@example.com");
    TokenGrant poor = platform.tokens(app, uid, 1);
    assertThat(poor.payToken()).as("the grant lacks scope 12").isNull();
    assertThat(((TokenGrant) refresh(app, poor)).payToken()).isNull();

    TokenGrant rich = platform.tokens(app, uid, 1, 12);
    assertThat(check(app, uid, rich.payToken())).isEqualTo(new Outcome.Done());
    assertRefused(check(app, uid + 1, rich.payToken()), ErrorCode.PAY_TOKEN_INVALID);
    assertRefused(check(app, uid, "nonsense"), ErrorCode.PAY_TOKEN_INVALID);

    assertThat(platform.send(new Logout(rich.accessToken()), merchant(app)))
        .isEqualTo(new Outcome.Done());
    assertRefused(check(app, uid, rich.payToken()), ErrorCode.PAY_TOKEN_INVALID);
    assertRefused(
        platform.send(new Logout(rich.accessToken()), merchant(app)), ErrorCode.TOKEN_UNUSABLE);
  }

  @Test
  void loggingOffOneTokenEndsItAndWhatWasIssuedBesideItAndNothingElse(TestServers servers) {
    String app = platform.app(1, 12);
    long uid = platform.user(name("user") + "@example.com");
    TokenGrant former = platform.tokens(app, uid, 1, 12);
    TokenGrant present = (TokenGrant) refresh(app, former);
    assertThat(lives(former)).as("refreshing leaves it usable").isEqualTo(new Outcome.Done());

    assertThat(logOff(app, former)).isEqualTo(new Outcome.Done());
    assertRefused(lives(former), ErrorCode.TOKEN_UNUSABLE);
    assertRefused(check(app, uid, former.payToken()), ErrorCode.PAY_TOKEN_INVALID);
    assertRefused(refresh(app, former), ErrorCode.REFRESH_TOKEN_UNUSABLE);
    assertRefused(logOff(app, former), ErrorCode.TOKEN_UNUSABLE);
    assertThat(lives(present)).isEqualTo(new Outcome.Done());
    assertThat(check(app, uid, present.payToken())).isEqualTo(new Outcome.Done());

    TokenGrant next = (TokenGrant) refresh(app, present);
    assertThat(logOff(app, next)).isEqualTo(new Outcome.Done());
    assertRefused(refresh(app, next), ErrorCode.REFRESH_TOKEN_UNUSABLE);
    assertRefused(refresh(app, present), ErrorCode.REFRESH_TOKEN_UNUSABLE);
    assertRefused(check(app, uid, next.payToken()), ErrorCode.PAY_TOKEN_INVALID);
    assertThat(lives(present)).isEqualTo(new Outcome.Done());
    assertThat(check(app, uid, present.payToken())).isEqualTo(new Outcome.Done());
    assertThat(
            servers
                .database()
                .query(
                    "select family from ended_tokens where family = '" + claim(next, "fam") + "'"))
        .hasSize(2);
  }

  @Test
  void aFrontEndLogsItsTokenOff() {
    String app = platform.app(1);
    long uid = platform.user(name("user") + "@example.com");
    TokenGrant former = platform.tokens(app, uid, 1);
    TokenGrant present = (TokenGrant) refresh(app, former);
    assertThat(platform.send(new Logout(null), frontEnd(app, former)))
        .isEqualTo(new Outcome.Done());
    assertRefused(lives(former), ErrorCode.TOKEN_UNUSABLE);
    assertThat(lives(present)).isEqualTo(new Outcome.Done());
    assertThat(refresh(app, present)).isInstanceOf(TokenGrant.class);
  }

  private static Caller frontEnd(String app, TokenGrant grant) {
    return Caller.of(Caller.Kind.CLIENT, "request")
        .withApp(app, "dragonex")
        .withUid(grant.uid())
        .withToken(
            new Caller.Token(
                Set.of(1), claim(grant, "fam"), claim(grant, "jti"), grant.accessTokenExpiresAt()))
        .withDevice(grant.device())
        .withAddress("192.0.2.1");
  }

  private static String claim(TokenGrant grant, String name) {
    try {
      return SignedJWT.parse(grant.accessToken()).getJWTClaimsSet().getStringClaim(name);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome lives(TokenGrant grant) {
    return platform.send(
        new CheckRevocation(
            grant.uid(),
            grant.appId(),
            claim(grant, "fam"),
            claim(grant, "jti"),
            null,
            Instant.now()),
        Platform.gateway("revocation:check"));
  }

  private Outcome logOff(String app, TokenGrant grant) {
    return platform.send(new Logout(grant.accessToken()), merchant(app));
  }

  @Test
  void anAppWithoutScopeTwelveGetsNoPayToken() {
    String app = platform.app(1);
    TokenGrant grant = platform.tokens(app, platform.user(name("user") + "@example.com"), 1);
    assertThat(grant.payToken()).isNull();
    assertThat(((TokenGrant) refresh(app, grant)).payToken()).isNull();
  }

  @Test
  void servicesNeedAPermissionForEachQuestion() {
    assertRefused(
        platform.send(
            new CheckRevocation(1, null, "family", null, null, Instant.now()),
            service("pay-token:check")),
        ErrorCode.NO_PERMISSION);
    assertRefused(
        platform.send(new CheckPayToken("app", 1, "token"), service("identity:resolve")),
        ErrorCode.NO_PERMISSION);
    assertRefused(
        platform.send(new CheckPayToken("app", 1, "token"), merchant("app")),
        ErrorCode.NO_PERMISSION);
  }

  private Outcome check(String app, long uid, String payToken) {
    return platform.send(new CheckPayToken(app, uid, payToken), service("pay-token:check"));
  }

  private Outcome refresh(String app, TokenGrant grant) {
    return refresh(app, grant.accessToken(), grant.refreshToken());
  }

  private Outcome refresh(String app, String accessToken, String refreshToken) {
    return platform.send(new RefreshTokens(accessToken, refreshToken), merchant(app));
  }
}
