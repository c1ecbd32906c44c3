package io.berth.did.token;

import io.berth.did.session.SignOutListener;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Revokes the unused authorization codes and the token families of a user. Codes come first: an
 * exchange that holds the lock of its code commits a family that is revoked then.
 */
@Repository
public final class TokenRevocations implements SignOutListener {
  private final DatabaseClient database;

  TokenRevocations(DatabaseClient database) {
    this.database = database;
  }

  @Override
  public Mono<Void> signedOutEverywhere(long uid) {
    return revokeAll(null, uid);
  }

  /** Has to run in a transaction. */
  public Mono<Void> revoke(String appId, long uid) {
    return revokeAll(appId, uid);
  }

  /**
   * @param appId null for all apps
   */
  private Mono<Void> revokeAll(@Nullable String appId, long uid) {
    return run(
            """
            delete from access_codes where code_hash = any (array(
              select code_hash from access_codes
              where uid = :uid and (:appId is null or app_id = :appId) and family is null
              order by code_hash for update))
            """,
            appId,
            uid)
        .then(
            run(
                """
                update token_families set revoked_at = clock_timestamp()
                where family = any (array(
                  select family from token_families
                  where uid = :uid and (:appId is null or app_id = :appId) and revoked_at is null
                  order by family for update))
                """,
                appId,
                uid));
  }

  private Mono<Void> run(String sql, @Nullable String appId, long uid) {
    return database
        .sql(sql)
        .bind("uid", uid)
        .bind("appId", Parameters.in(R2dbcType.VARCHAR, appId))
        .then();
  }
}
