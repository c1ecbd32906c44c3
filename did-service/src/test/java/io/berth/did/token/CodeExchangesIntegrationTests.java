package io.berth.did.token;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.login;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.did.secret.Digests;
import io.berth.did.session.SignOuts;
import io.berth.did.token.CodeExchanges.Exchange;
import io.berth.did.token.CodeExchanges.Exchanged;
import io.berth.did.token.CodeExchanges.Presented;
import io.berth.did.token.CodeExchanges.Requested;
import io.berth.did.token.CodeExchanges.Unknown;
import io.berth.did.token.CodeExchanges.UsedBefore;
import io.berth.test.server.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@DidServiceTest
class CodeExchangesIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Autowired Platform platform;
  @Autowired CodeExchanges exchanges;
  @Autowired Tokens tokens;
  @Autowired SignOuts signOuts;
  @Autowired TokenProperties properties;
  private long uid;

  @BeforeEach
  void aUser() {
    uid = platform.user(name("user") + "@example.com");
  }

  @Test
  void aBatchHasTheResultsOfSingleRequests(TestServers servers) {
    String app = platform.app(1, 5);
    String payApp = platform.app(1, 12);
    String expired = platform.code(app, uid, 1);
    change(servers, expired, "expires_at = now()");
    String used = platform.code(app, uid, 1);
    TokenGrant before = (TokenGrant) platform.send(login(used), merchant(app));
    String good = platform.code(app, uid, 1, 5, 7);
    String changed = platform.code(app, uid, 1);

    Requested requested = requested(app, presented(good, "device12"));
    Requested again = requested(app, presented(good, "device12"));
    Requested paying = requested(payApp, presented(platform.code(payApp, uid, 1, 12), "device12"));
    Requested bare =
        requested(
            app, new Presented(platform.code(app, uid, 1), null, null, null, Platform.CALLBACK));
    Requested unknown = requested(app, presented("nonsense", "device12"));
    Requested late = requested(app, presented(expired, "device12"));
    Requested elsewhere = requested(payApp, presented(platform.code(app, uid, 1), "device12"));
    Requested otherDevice = requested(app, presented(changed, "device13"));
    Requested second = requested(app, presented(used, "device12"));
    Map<Requested, Exchange> found =
        exchanges
            .exchange(
                List.of(
                    requested, again, paying, bare, unknown, late, elsewhere, otherDevice, second))
            .block(TIMEOUT);

    assertThat(found.get(requested))
        .isInstanceOfSatisfying(
            Exchanged.class,
            exchanged -> {
              assertThat(exchanged.family().family()).isEqualTo(requested.first().family());
              assertThat(exchanged.family().user().uid()).isEqualTo(uid);
              assertThat(exchanged.family().grant().scopes()).containsExactly(1, 5);
              assertThat(exchanged.family().grant().mayPayOpenly()).isFalse();
              assertThat(exchanged.family().refreshExpiresAt())
                  .isAfter(Instant.now().plus(Duration.ofDays(13)));
            });
    assertThat(found.get(again)).isEqualTo(new UsedBefore(requested.first().family()));
    assertThat(found.get(paying))
        .isInstanceOfSatisfying(
            Exchanged.class,
            exchanged -> assertThat(exchanged.family().grant().mayPayOpenly()).isTrue());
    assertThat(found.get(bare)).isInstanceOf(Exchanged.class);
    assertThat(List.of(unknown, late, elsewhere, otherDevice))
        .allSatisfy(one -> assertThat(found.get(one)).isEqualTo(new Unknown()));
    assertThat(found.get(second)).isEqualTo(new UsedBefore(family(before)));
    assertThat(platform.send(login(changed), merchant(app))).isInstanceOf(TokenGrant.class);
    assertThat(
            servers
                .database()
                .query(
                    "select token_hash from pay_tokens where family = '%s'"
                        .formatted(paying.first().family())))
        .hasSize(1);
  }

  @Test
  void ofFiftyExchangesOfOneCodeNoneKeepsTokens() {
    String app = platform.app(1);
    String code = platform.code(app, uid, 1);
    List<Outcome> outcomes =
        Flux.range(0, 50)
            .flatMap(_ -> tokens.login(login(code), app), 50)
            .collectList()
            .block(TIMEOUT);

    List<TokenGrant> granted =
        outcomes.stream().filter(TokenGrant.class::isInstance).map(TokenGrant.class::cast).toList();
    assertThat(outcomes).hasSize(50);
    assertThat(granted).hasSize(1);
    assertRefused(
        tokens
            .refresh(
                new RefreshTokens(
                    granted.getFirst().accessToken(), granted.getFirst().refreshToken()),
                app)
            .block(TIMEOUT),
        ErrorCode.REFRESH_TOKEN_UNUSABLE);
  }

  /** A family that an exchange commits while all sessions of its user end. */
  @Test
  void signingOutRevokesTokensOfAnExchangeUnderWay(TestServers servers) throws SQLException {
    String app = platform.app(1);
    String hash = HexFormat.of().formatHex(Digests.sha256(platform.code(app, uid, 1)));
    String family = name("family");
    try (Connection exchange = servers.database().asSuperuser();
        Statement statement = exchange.createStatement()) {
      exchange.setAutoCommit(false);
      statement.execute("select from access_codes where code_hash = '\\x" + hash + "' for update");
      Mono<Void> signedOut = signOuts.everywhere(uid).then().cache();
      signedOut.subscribe();
      awaitBlocked(servers);
      statement.execute(
          "insert into token_families (family, app_id, uid, open_id, union_id, device, scopes,"
              + " valid_from, refresh_hash, refresh_expires_at) values ('"
              + family
              + "', '"
              + app
              + "', "
              + uid
              + ", '', '', '', '{1}', 'epoch', '', now() + interval '1 day')");
      statement.execute(
          "update access_codes set family = '" + family + "' where code_hash = '\\x" + hash + "'");
      exchange.commit();
      signedOut.block(TIMEOUT);
    }
    assertThat(
            servers
                .database()
                .query(
                    "select revoked_at is not null from token_families where family = '"
                        + family
                        + "'"))
        .containsExactly("t");
  }

  private static void awaitBlocked(TestServers servers) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .until(
            () ->
                !servers
                    .database()
                    .query(
                        "select pid from pg_stat_activity where wait_event_type = 'Lock'"
                            + " and query like '%access_codes%'")
                    .isEmpty());
  }

  private static String family(TokenGrant grant) {
    return RefreshToken.parse(grant.refreshToken()).family();
  }

  private static Presented presented(String code, String device) {
    return new Presented(code, "raw-scopes", "state123", device, null);
  }

  private Requested requested(String app, Presented presented) {
    RefreshToken first = RefreshToken.first();
    return new Requested(
        app,
        presented,
        first,
        first.payToken(properties.refreshKeyBytes()),
        properties.lifetimes());
  }

  private static void change(TestServers servers, String code, String what) {
    servers
        .database()
        .execute(
            "update access_codes set %s where code_hash = '\\x%s'"
                .formatted(what, HexFormat.of().formatHex(Digests.sha256(code))));
  }
}
