package io.berth.did.social;

import io.berth.did.consent.GrantListener;
import io.berth.did.secret.Digests;
import io.berth.did.secret.Identifiers;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Issues the tokens that a game's page hands to the game's server: good for a while and as often as
 * wanted, as long as the player stays signed in and does not take the app's grant back ({@code
 * protocols/egret.md}).
 */
@Repository
public final class GameTokens implements GrantListener {
  private static final Duration LIFETIME = Duration.ofHours(2);
  private static final int MOST_PER_SESSION = 20;

  private final DatabaseClient database;

  GameTokens(DatabaseClient database) {
    this.database = database;
  }

  /** Of a session's tokens for one game only the latest ones stay. */
  public Mono<String> issue(String appId, long uid, String sessionId) {
    String token = Identifiers.hex();
    Mono<Void> made =
        database
            .sql(
                """
                insert into game_tokens
                  (token_hash, app_id, uid, session_id, issued_at, expires_at)
                select :tokenHash, :appId, :uid, :sessionId, clock_timestamp(),
                  clock_timestamp() + make_interval(secs => :lifetimeSeconds)
                """)
            .bind("tokenHash", Digests.sha256(token))
            .bind("appId", appId)
            .bind("uid", uid)
            .bind("sessionId", sessionId)
            .bind("lifetimeSeconds", (double) LIFETIME.toSeconds())
            .then();
    return made.then(forgetOld(appId, sessionId)).thenReturn(token);
  }

  private Mono<Void> forgetOld(String appId, String sessionId) {
    return database
        .sql(
            """
            delete from game_tokens where token_hash in (
              select token_hash from game_tokens where session_id = :sessionId and app_id = :appId
              order by issued_at desc offset :limit)
            """)
        .bind("sessionId", sessionId)
        .bind("appId", appId)
        .bind("limit", MOST_PER_SESSION)
        .then();
  }

  /** The uid of the token's user; empty for an unknown or ended token, or another app's. */
  Mono<Long> uid(String token, String appId) {
    return database
        .sql(
            """
            select t.uid from game_tokens t
            join sessions s on s.session_id = t.session_id and s.expires_at > clock_timestamp()
            join identities i on i.app_id = t.app_id and i.uid = t.uid
            where t.token_hash = :tokenHash and t.app_id = :appId
              and t.expires_at > clock_timestamp() and i.granted_scopes <> '{}'
            """)
        .bind("tokenHash", Digests.sha256(token))
        .bind("appId", appId)
        .mapValue(Long.class)
        .one();
  }

  @Override
  public Mono<Void> grantRevoked(String appId, long uid) {
    return database
        .sql("delete from game_tokens where app_id = :appId and uid = :uid")
        .bind("appId", appId)
        .bind("uid", uid)
        .then();
  }
}
