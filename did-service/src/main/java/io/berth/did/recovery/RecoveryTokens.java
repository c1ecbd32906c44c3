package io.berth.did.recovery;

import io.berth.did.secret.Digests;
import io.berth.service.key.Randomness;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Issues short-lived tokens for a right recovery code; each sets one password. */
@Repository
final class RecoveryTokens {
  private static final Duration LIFETIME = Duration.ofMinutes(10);
  private static final int BYTES = 20;

  private final DatabaseClient database;

  RecoveryTokens(DatabaseClient database) {
    this.database = database;
  }

  public Mono<String> issue(long uid) {
    String token = HexFormat.of().formatHex(Randomness.bytes(BYTES));
    return database
        .sql(
            """
            insert into recoveries (token_hash, uid, expires_at)
            values (:tokenHash, :uid, clock_timestamp() + make_interval(secs => :lifetimeSeconds))
            """)
        .bind("tokenHash", Digests.sha256(token))
        .bind("uid", uid)
        .bind("lifetimeSeconds", LIFETIME.toMillis() / 1000.0)
        .then()
        .thenReturn(token);
  }

  /** Whose it is, without using it; empty for anything else. */
  public Mono<Long> holder(String token) {
    return database
        .sql(
            """
            select uid from recoveries
            where token_hash = :tokenHash and expires_at > clock_timestamp()
            """)
        .bind("tokenHash", Digests.sha256(token))
        .mapValue(Long.class)
        .one();
  }

  /** Uses the token up and returns its uid; empty for an unknown or used token. */
  public Mono<Long> use(String token) {
    return database
        .sql(
            """
            delete from recoveries where token_hash = :tokenHash and expires_at > clock_timestamp()
            returning uid
            """)
        .bind("tokenHash", Digests.sha256(token))
        .mapValue(Long.class)
        .one();
  }

  /** True for the first use; another user's token stays. */
  public Mono<Boolean> use(String token, long uid) {
    return database
        .sql(
            """
            delete from recoveries
            where token_hash = :tokenHash and uid = :uid and expires_at > clock_timestamp()
            """)
        .bind("tokenHash", Digests.sha256(token))
        .bind("uid", uid)
        .fetch()
        .rowsUpdated()
        .map(deleted -> deleted > 0);
  }
}
