package io.berth.did.token;

import static io.berth.did.fixture.Platform.name;
import static io.berth.did.token.Rotations.Result.EXPIRED;
import static io.berth.did.token.Rotations.Result.REPEATED;
import static io.berth.did.token.Rotations.Result.REPLAYED;
import static io.berth.did.token.Rotations.Result.ROTATED;
import static io.berth.did.token.Rotations.Result.UNKNOWN;
import static io.berth.did.token.Rotations.Result.UNUSABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Platform;
import io.berth.did.token.Rotations.Requested;
import io.berth.did.token.Rotations.Result;
import io.berth.did.token.Rotations.Rotation;
import io.berth.test.server.TestServers;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@DidServiceTest
class RotationsIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  @Autowired Platform platform;
  @Autowired Rotations rotations;
  @Autowired TokenProperties properties;
  @Autowired DatabaseClient database;
  private long uid;

  @BeforeEach
  void aUser() {
    uid = platform.user(name("user") + "@example.com");
  }

  @Test
  void aBatchHasTheResultsOfSingleRequests(TestServers servers) {
    String app = platform.app(1);
    String payApp = platform.app(1, 12);
    RefreshToken good = token(app);
    RefreshToken paying = token(payApp);
    RefreshToken expired = token(app);
    change(servers, expired, "refresh_expires_at = now()");
    RefreshToken revoked = token(app);
    change(servers, revoked, "revoked_at = now()");
    RefreshToken foreign = token(app);
    RefreshToken lost = token(app);
    RefreshToken twiceUsed = token(app);
    RefreshToken late = token(app);
    together(requested(app, lost), requested(app, twiceUsed), requested(app, late));
    together(requested(app, next(twiceUsed)));
    change(servers, late, "rotated_at = rotated_at - interval '61 s'");

    List<Requested> all =
        List.of(
            requested(app, good),
            requested(payApp, paying),
            requested(app, expired),
            requested(app, revoked),
            requested(payApp, foreign),
            requested(app, RefreshToken.first()),
            requested(app, lost),
            requested(app, twiceUsed),
            requested(app, late));
    List<Rotation> found = together(all.toArray(Requested[]::new));

    assertThat(found.stream().map(Rotation::result))
        .containsExactly(
            ROTATED, ROTATED, EXPIRED, UNUSABLE, UNKNOWN, UNKNOWN, REPEATED, REPLAYED, REPLAYED);
    assertThat(found.get(0).family().appId()).isEqualTo(app);
    assertThat(found.get(0).family().grant().mayPayOpenly()).isFalse();
    assertThat(found.get(1).family().appId()).isEqualTo(payApp);
    assertThat(found.get(1).family().grant().mayPayOpenly()).isTrue();
    assertThat(payTokens(servers, good)).isZero();
    assertThat(payTokens(servers, paying)).isEqualTo(2);
    assertThat(
            together(
                requested(app, next(good)),
                requested(payApp, next(paying)),
                requested(app, foreign)))
        .extracting(Rotation::result)
        .containsOnly(ROTATED);
  }

  @Test
  void aFamilysRefreshesOfOneBatchTakeTurns() {
    String app = platform.app(1, 12);
    RefreshToken first = token(app);
    RefreshToken other = token(app);
    RefreshToken second = next(first);

    List<Rotation> found =
        together(
            requested(app, first),
            requested(app, other),
            requested(app, first),
            requested(app, second),
            requested(app, second),
            requested(app, first),
            requested(app, next(second)));

    assertThat(found.stream().map(Rotation::result))
        .containsExactly(ROTATED, ROTATED, REPEATED, ROTATED, REPEATED, REPLAYED, ROTATED);
    assertThat(found.get(2).family()).isEqualTo(found.get(0).family());
  }

  @Test
  void instancesWithTheSameFamiliesNeitherDeadlockNorRotateTwice() {
    String app = platform.app(1);
    Rotations neighbour = new Rotations(database, properties);
    List<RefreshToken> tokens = IntStream.range(0, 40).mapToObj(_ -> token(app)).toList();
    for (int round = 0; round < 10; round++) {
      List<RefreshToken> now = tokens;
      List<Requested> ours = now.stream().map(token -> requested(app, token)).toList();
      List<Requested> theirs = now.reversed().stream().map(token -> requested(app, token)).toList();
      List<Result> results =
          Flux.merge(
                  Flux.fromIterable(ours).flatMap(rotations::rotate, 100),
                  Flux.fromIterable(theirs).flatMap(neighbour::rotate, 100))
              .map(Rotation::result)
              .collectList()
              .block(TIMEOUT);
      assertThat(results).hasSize(80).containsOnly(ROTATED, REPEATED);
      assertThat(results.stream().filter(ROTATED::equals)).hasSize(40);
      tokens = now.stream().map(this::next).toList();
    }
  }

  @Test
  void aLockedFamilyDelaysOthersBriefly(TestServers servers) throws Exception {
    String app = platform.app(1);
    RefreshToken held = token(app);
    RefreshToken free = token(app);
    try (Connection holder = servers.database().asSuperuser();
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute(
          "select from token_families where family = '" + held.family() + "' for update");
      Mono<Rotation> waits = rotations.rotate(requested(app, held)).cache();
      Mono<Rotation> comesThrough = rotations.rotate(requested(app, free)).cache();
      waits.subscribe(_ -> {}, _ -> {});

      assertThat(comesThrough.block(TIMEOUT).result()).isEqualTo(ROTATED);
      assertThatThrownBy(() -> waits.block(TIMEOUT)).hasMessageContaining("lock timeout");
    }
    assertThat(together(requested(app, held)))
        .extracting(Rotation::result)
        .containsExactly(ROTATED);
  }

  private RefreshToken token(String app) {
    return RefreshToken.parse(platform.tokens(app, uid, 1, 12).refreshToken());
  }

  private RefreshToken next(RefreshToken token) {
    return token.successor(properties.refreshKeyBytes());
  }

  private Requested requested(String app, RefreshToken token) {
    RefreshToken successor = next(token);
    return new Requested(
        app,
        token,
        successor,
        successor.payToken(properties.refreshKeyBytes()),
        properties.lifetimes());
  }

  private List<Rotation> together(Requested... all) {
    Map<Requested, Rotation> found = rotations.rotate(List.of(all)).block(TIMEOUT);
    List<Rotation> inOrder = new ArrayList<>();
    for (Requested one : all) {
      inOrder.add(found.get(one));
    }
    return inOrder;
  }

  private static void change(TestServers servers, RefreshToken token, String what) {
    servers
        .database()
        .execute("update token_families set " + what + " where family = '" + token.family() + "'");
  }

  private static int payTokens(TestServers servers, RefreshToken token) {
    return Integer.parseInt(
        servers
            .database()
            .query("select count(*) from pay_tokens where family = '" + token.family() + "'")
            .getFirst());
  }
}
