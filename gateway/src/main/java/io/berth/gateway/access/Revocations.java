package io.berth.gateway.access;

import io.berth.api.token.Revocation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Remembers the tokens and sessions that are rejected although their signature is good. What was
 * revoked longer ago than anything it concerns can live is forgotten, which bounds the memory.
 */
@Component
final class Revocations {

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);

  /** Moves of one clock that are remembered. */
  private static final int MOST_MOVES = 1440;

  private record Grant(long uid, String appId) {}

  private final Clock clock;
  private final AccessProperties.Tokens settings;
  private final Map<String, Instant> families = new ConcurrentHashMap<>();
  private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
  private final Map<String, Instant> sessions = new ConcurrentHashMap<>();
  private final Map<Grant, Instant> grants = new ConcurrentHashMap<>();
  private final Map<Long, Instant> users = new ConcurrentHashMap<>();

  /** Moves of the clocks of apps of test, oldest first. */
  private final Map<String, List<Revocation.TestClock>> clocks = new ConcurrentHashMap<>();

  private volatile Instant lastRevocation = Instant.MIN;
  private Instant lastSweep = Instant.MIN;

  @Autowired
  Revocations(AccessProperties properties, Clock clock) {
    this(properties.tokens(), clock);
  }

  Revocations(AccessProperties.Tokens settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Applies a revocation of did-service; called by one thread. */
  void apply(Revocation revocation) {
    Instant at = revocation.at();
    switch (revocation) {
      case Revocation.TokenFamily(String family, _) ->
          families.merge(family, at, Revocations::later);
      case Revocation.AccessToken(String tokenId, _) ->
          tokens.merge(tokenId, at, Revocations::later);
      case Revocation.Session(String sessionId, _) ->
          sessions.merge(sessionId, at, Revocations::later);
      case Revocation.Grant(long uid, String appId, _) ->
          grants.merge(new Grant(uid, appId), at, Revocations::later);
      case Revocation.User(long uid, _) -> users.merge(uid, at, Revocations::later);
      case Revocation.TestClock move ->
          clocks.merge(move.appId(), List.of(move), Revocations::joined);
      case Revocation.Heartbeat _ -> {}
    }
    Instant now = clock.instant();
    // By the sender's clock: a backlog brings nothing recent.
    lastRevocation = later(lastRevocation, at.isAfter(now) ? now : at);
    if (lastSweep.isBefore(now.minus(BETWEEN_SWEEPS))) {
      sweep(now);
    }
  }

  private void sweep(Instant now) {
    lastSweep = now;
    Instant oldestToken = now.minus(settings.longestTokenLife());
    Instant oldestSession = now.minus(settings.longestSessionLife());
    families.values().removeIf(at -> at.isBefore(oldestToken));
    tokens.values().removeIf(at -> at.isBefore(oldestToken));
    grants.values().removeIf(at -> at.isBefore(oldestToken));
    sessions.values().removeIf(at -> at.isBefore(oldestSession));
    users.values().removeIf(at -> at.isBefore(earlier(oldestToken, oldestSession)));
    clocks.values().removeIf(moves -> moves.getLast().at().isBefore(oldestToken));
  }

  /** Revokes at this node before did-service publishes the revocation. */
  void revokeFamily(String family) {
    families.merge(family, clock.instant(), Revocations::later);
  }

  /** Revokes one access token at this node. */
  void revokeToken(String tokenId) {
    tokens.merge(tokenId, clock.instant(), Revocations::later);
  }

  /** Whether revocations arrive: then a token without a revocation is good. */
  boolean isFresh() {
    return !lastRevocation.isBefore(clock.instant().minus(settings.heartbeatPatience()));
  }

  boolean revoked(AccessToken token) {
    return families.containsKey(token.family())
        || (token.tokenId() != null && tokens.containsKey(token.tokenId()))
        || issuedBefore(token.issuedAt(), grants.get(new Grant(token.uid(), token.appId())))
        || issuedBefore(token.issuedAt(), users.get(token.uid()));
  }

  boolean revoked(Session session) {
    return sessions.containsKey(session.sessionId())
        || issuedBefore(session.issuedAt(), users.get(session.uid()));
  }

  /**
   * Whether a token of an app of test has expired by the app's clock. Tokens say in which second
   * they were issued; one of the second of a move counts as issued after it.
   */
  boolean expired(AccessToken token) {
    List<Revocation.TestClock> moves = clocks.get(token.appId());
    if (moves == null) {
      return false;
    }
    long ahead =
        moves.stream()
            .filter(move -> token.issuedAt().isBefore(move.at().truncatedTo(ChronoUnit.SECONDS)))
            .mapToLong(Revocation.TestClock::seconds)
            .sum();
    return !clock.instant().isBefore(token.expiresAt().minusSeconds(ahead));
  }

  int size() {
    return families.size()
        + tokens.size()
        + sessions.size()
        + grants.size()
        + users.size()
        + clocks.size();
  }

  private static boolean issuedBefore(Instant issuedAt, @Nullable Instant revokedAt) {
    return revokedAt != null && issuedAt.isBefore(revokedAt);
  }

  /** The latest are enough: together they are longer than any token lives. */
  private static List<Revocation.TestClock> joined(
      List<Revocation.TestClock> former, List<Revocation.TestClock> move) {
    return Stream.concat(
            former.stream().skip(Math.max(0, former.size() - MOST_MOVES + 1)), move.stream())
        .toList();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
