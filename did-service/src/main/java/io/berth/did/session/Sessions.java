package io.berth.did.session;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.did.key.TokenKeys;
import io.berth.did.secret.Identifiers;
import io.berth.service.key.TokenType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores sign-in sessions. */
@Repository
public final class Sessions {
  /** Further ones end with the next sign-ins. */
  private static final int MOST_ENDED = 10;

  private final DatabaseClient database;
  private final TokenKeys keys;
  private final SignOuts signOuts;
  private final SessionProperties properties;
  private final InstantSource clock;

  Sessions(
      DatabaseClient database,
      TokenKeys keys,
      SignOuts signOuts,
      SessionProperties properties,
      InstantSource clock) {
    this.database = database;
    this.signOuts = signOuts;
    this.keys = keys;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * @param token what the cookie carries
   */
  public record Session(String sessionId, long uid, String token, Duration lifetime) {}

  /**
   * @param validFrom the account's: the session says it was issued no earlier
   */
  Mono<Session> open(long uid, Instant validFrom, SessionClient client) {
    String sessionId = Identifiers.hex();
    Instant now = clock.instant();
    Instant issuedAt = now.isBefore(validFrom) ? validFrom : now.truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = now.plus(properties.lifetime());
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .subject(Long.toString(uid))
            .claim("sid", sessionId)
            .issueTime(Date.from(issuedAt))
            .expirationTime(Date.from(expiresAt))
            .build();
    return store(sessionId, uid, client)
        .then(
            Mono.fromSupplier(
                () ->
                    new Session(
                        sessionId,
                        uid,
                        keys.sign(TokenType.SESSION, claims),
                        properties.lifetime())));
  }

  /** Stores a session of the usual lifetime, by the database's clock. */
  Mono<Void> store(String sessionId, long uid, SessionClient client) {
    return database
        .sql(
            """
            insert into sessions (session_id, uid, created_at, expires_at, seen_at,
              browser, system, address_prefix, by_api)
            select :sessionId, :uid, instant, instant + make_interval(secs => :lifetimeSeconds),
              instant, :browser, :system, :addressPrefix, :byApi
              from clock_timestamp() as instant
            """)
        .bindProperties(client)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .bind("lifetimeSeconds", properties.lifetime().toMillis() / 1000.0)
        .then()
        .then(endUnused(uid));
  }

  /** Notes that this session has passed a second factor. */
  public Mono<Void> passSecondFactor(String sessionId, long uid) {
    return database
        .sql(
            """
            update sessions set second_factor_at = clock_timestamp()
            where session_id = :sessionId and uid = :uid
            """)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .then();
  }

  /** A program that signs in again and again must not fill the table. */
  private Mono<Void> endUnused(long uid) {
    return database
        .sql(
            """
            select session_id from sessions where uid = :uid
            order by seen_at desc offset :most limit :step
            """)
        .bind("uid", uid)
        .bind("most", properties.mostPerAccount())
        .bind("step", MOST_ENDED)
        .mapValue(String.class)
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(sessionId -> signOuts.end(sessionId, uid))
        .then();
  }

  /**
   * A session, for its owner.
   *
   * @param browser null where it is not known; so are system and prefix
   * @param seenAt when it was last used on pages of the account, of consent or of payments
   */
  public record OpenSession(
      String sessionId,
      @Nullable String browser,
      @Nullable String system,
      @Nullable String addressPrefix,
      boolean byApi,
      Instant createdAt,
      Instant seenAt) {}

  /** The sessions of a user, the latest used first. */
  public Flux<OpenSession> of(long uid) {
    return database
        .sql(
            """
            select session_id, browser, system, address_prefix, by_api, created_at, seen_at
            from sessions where uid = :uid and expires_at > clock_timestamp()
            order by seen_at desc limit :most
            """)
        .bind("uid", uid)
        .bind("most", properties.mostPerAccount())
        .mapProperties(OpenSession.class)
        .all();
  }

  /** Whether the session lives and is this user's; it is noted as used then. */
  public Mono<Boolean> lives(String sessionId, long uid) {
    return database
        .sql(
            """
            with living as (
              select s.session_id, s.seen_at from sessions s join accounts a on a.uid = s.uid
              where s.session_id = :sessionId and s.uid = :uid and s.expires_at > clock_timestamp()
                and a.frozen_at is null),
            seen as (
              update sessions s set seen_at = clock_timestamp() from living l
              where s.session_id = l.session_id
                and l.seen_at < clock_timestamp() - interval '5 minutes')
            select exists (select from living)
            """)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one();
  }
}
