package io.berth.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.token.Revocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RevocationsTests {

  private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

  private final MovingClock clock = new MovingClock();
  private final Revocations revocations =
      new Revocations(
          new AccessProperties.Tokens(
              1000, Duration.ofHours(24), Duration.ofDays(31), Duration.ofSeconds(30)),
          clock);

  private static AccessToken token(String family, Instant issuedAt) {
    return token(family, null, issuedAt);
  }

  private static AccessToken token(String family, @Nullable String id, Instant issuedAt) {
    AccessToken.Validity validity = new AccessToken.Validity(issuedAt, issuedAt.plusSeconds(3600));
    return new AccessToken(7, "app", family, id, Set.of(1), "device", validity);
  }

  @Test
  void loggedOffTokenLeavesItsFamilyAlone() {
    revocations.apply(new Revocation.AccessToken("a", START));
    assertThat(revocations.revoked(token("f", "a", START))).isTrue();
    assertThat(revocations.revoked(token("f", "b", START))).isFalse();
    assertThat(revocations.revoked(token("f", null, START))).isFalse();
    revocations.revokeToken("b");
    assertThat(revocations.revoked(token("f", "b", START))).isTrue();
  }

  @Test
  void familyIsRevokedWhenever() {
    revocations.apply(new Revocation.TokenFamily("f", START));
    assertThat(revocations.revoked(token("f", START.plusSeconds(5)))).isTrue();
    assertThat(revocations.revoked(token("g", START.minusSeconds(5)))).isFalse();
  }

  @Test
  void grantAndUserConcernWhatWasIssuedBefore() {
    revocations.apply(new Revocation.Grant(7, "app", START));
    assertThat(revocations.revoked(token("f", START.minusSeconds(1)))).isTrue();
    assertThat(revocations.revoked(token("f", START))).isFalse();
    revocations.apply(new Revocation.Grant(7, "app", START.minusSeconds(60)));
    assertThat(revocations.revoked(token("f", START.minusSeconds(1))))
        .as("an older word heard later changes nothing")
        .isTrue();
    revocations.apply(new Revocation.User(8, START));
    Session session = new Session(8, "s", START.minusSeconds(1), START.plusSeconds(9));
    assertThat(revocations.revoked(session)).isTrue();
    assertThat(revocations.revoked(new Session(8, "s", START, START.plusSeconds(9)))).isFalse();
  }

  @Test
  void theClockOfATestLetsTokensOfBeforeExpireEarlier() {
    AccessToken before = token("f", START);
    AccessToken after = token("f", START.plusSeconds(10));
    clock.now = START.plusSeconds(10);
    revocations.apply(new Revocation.TestClock("app", 1800, clock.now));
    revocations.apply(new Revocation.TestClock("other", 86_400, clock.now));
    assertThat(revocations.expired(before)).isFalse();

    revocations.apply(new Revocation.TestClock("app", 1800, clock.now));

    assertThat(revocations.expired(before)).isTrue();
    assertThat(revocations.expired(after)).isFalse();
    assertThat(revocations.size()).isEqualTo(2);
    clock.now = START.plus(Duration.ofHours(25));
    revocations.apply(new Revocation.Heartbeat(clock.now));
    assertThat(revocations.size()).isZero();
  }

  @Test
  void whatNothingCanBeHeldAgainstAnyMoreIsForgotten() {
    revocations.apply(new Revocation.TokenFamily("f", START));
    revocations.apply(new Revocation.AccessToken("a", START));
    revocations.apply(new Revocation.Grant(7, "app", START));
    revocations.apply(new Revocation.Session("s", START));
    revocations.apply(new Revocation.User(7, START));
    assertThat(revocations.size()).isEqualTo(5);

    clock.now = START.plus(Duration.ofHours(25));
    revocations.apply(new Revocation.Heartbeat(clock.now));
    assertThat(revocations.size()).as("sessions live longer").isEqualTo(2);

    clock.now = START.plus(Duration.ofDays(32));
    revocations.apply(new Revocation.Heartbeat(clock.now));
    assertThat(revocations.size()).isZero();
  }

  @Test
  void silenceIsNoticed() {
    assertThat(revocations.isFresh()).as("before the first word").isFalse();
    revocations.apply(new Revocation.Heartbeat(START));
    assertThat(revocations.isFresh()).isTrue();
    clock.now = START.plusSeconds(30);
    assertThat(revocations.isFresh()).isTrue();
    clock.now = START.plusSeconds(31);
    assertThat(revocations.isFresh()).isFalse();
  }

  @Test
  void backlogIsNoNews() {
    clock.now = START.plusSeconds(600);
    revocations.apply(new Revocation.Heartbeat(START));
    assertThat(revocations.isFresh()).isFalse();
  }

  @Test
  void sendersClockAheadOfOursDoesNotBuyTime() {
    revocations.apply(new Revocation.Heartbeat(START.plusSeconds(3600)));
    clock.now = START.plusSeconds(31);
    assertThat(revocations.isFresh()).isFalse();
  }

  private static final class MovingClock extends Clock {
    private Instant now = START;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
