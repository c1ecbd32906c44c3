package io.berth.did.session;

import com.nimbusds.jwt.JWTClaimsSet;
import io.berth.did.account.Account;
import io.berth.did.key.TokenKeys;
import io.berth.did.secret.Identifiers;
import io.berth.service.key.TokenType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores sign-in sessions. */
@Repository
public final class Sessions {
  private final DatabaseClient database;
  private final TokenKeys keys;
  private final SessionProperties properties;
  private final InstantSource clock;

  Sessions(
      DatabaseClient database, TokenKeys keys, SessionProperties properties, InstantSource clock) {
    this.database = database;
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
  public Mono<Session> open(long uid, Instant validFrom) {
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
    return store(sessionId, uid)
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
  Mono<Void> store(String sessionId, long uid) {
    return database
        .sql(
            """
            insert into sessions (session_id, uid, created_at, expires_at)
            select :sessionId, :uid, instant, instant + make_interval(secs => :lifetimeSeconds)
              from clock_timestamp() as instant
            """)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .bind("lifetimeSeconds", properties.lifetime().toMillis() / 1000.0)
        .then();
  }

  Mono<Session> open(Account account) {
    return open(account.uid(), account.validFrom());
  }

  /** Whether the session lives and is this user's. */
  public Mono<Boolean> lives(String sessionId, long uid) {
    return database
        .sql(
            """
            select exists (select from sessions s join accounts a on a.uid = s.uid
              where s.session_id = :sessionId and s.uid = :uid and s.expires_at > clock_timestamp()
                and a.frozen_at is null)
            """)
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .mapValue(Boolean.class)
        .one();
  }
}
