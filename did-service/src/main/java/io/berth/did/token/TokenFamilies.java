package io.berth.did.token;

import io.berth.api.token.Revocation;
import io.berth.did.outbox.Outbox;
import io.berth.did.secret.Digests;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores token families: one row per authorization, with hashes only. */
@Repository
final class TokenFamilies {
  private final DatabaseClient database;
  private final Outbox outbox;
  private final InstantSource clock;

  TokenFamilies(DatabaseClient database, Outbox outbox, InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * A stored family.
   *
   * @param validFrom no token of the family says it was issued before
   */
  record Family(
      String family,
      String appId,
      FamilyUser user,
      String device,
      Grant grant,
      Instant validFrom,
      Instant refreshExpiresAt) {}

  /** The user as the app and its company know them. */
  record FamilyUser(long uid, String openId, String unionId) {}

  record Grant(List<Integer> scopes, boolean mayPayOpenly) {}

  static byte[] payTokenHash(String payToken) {
    return Digests.sha256(payToken);
  }

  Mono<Boolean> exists(String family) {
    return database
        .sql("select exists (select from token_families where family = :family)")
        .bind("family", family)
        .mapValue(Boolean.class)
        .one();
  }

  Mono<Boolean> lives(String family, @Nullable String tokenId, long uid) {
    return database
        .sql(
            """
            select exists (
              select from token_families
              where family = :family and uid = :uid and revoked_at is null)
              and not exists (select from ended_tokens where token_id = decode(:tokenId, 'hex'))
            """)
        .bind("family", family)
        .bind("uid", uid)
        .bind("tokenId", Parameters.in(R2dbcType.VARCHAR, tokenId))
        .mapValue(Boolean.class)
        .one();
  }

  /**
   * Ends one access token, with its pay token and the refresh token issued beside it. True when it
   * lived until now. Has to run in a transaction.
   */
  Mono<Boolean> end(String family, String tokenId, Instant expiresAt) {
    // Locked first: a refresh of this family at the same time comes before or after, not between.
    return database
        .sql(
            """
            select uid from token_families where family = :family and revoked_at is null for update
            """)
        .bind("family", family)
        .mapValue(Long.class)
        .one()
        .filterWhen(_ -> note(family, tokenId, expiresAt))
        .flatMap(
            uid ->
                run(
                        """
                        delete from pay_tokens
                        where family = :family and token_id = decode(:tokenId, 'hex')
                        """,
                        family,
                        tokenId)
                    .then(
                        run(
                            """
                            update token_families set
                              refresh_ended = refresh_ended
                                or access_token_id(refresh_hash) = decode(:tokenId, 'hex'),
                              previous_ended = previous_ended
                                or (previous_hash is not null
                                  and access_token_id(previous_hash) = decode(:tokenId, 'hex'))
                            where family = :family
                            """,
                            family,
                            tokenId))
                    .then(outbox.revoked(uid, new Revocation.AccessToken(tokenId, clock.instant())))
                    .thenReturn(true))
        .defaultIfEmpty(false);
  }

  /** False when it has ended before. */
  private Mono<Boolean> note(String family, String tokenId, Instant expiresAt) {
    return database
        .sql(
            """
            insert into ended_tokens (token_id, family, expires_at)
            values (decode(:tokenId, 'hex'), :family, :expiresAt) on conflict do nothing
            """)
        .bind("tokenId", tokenId)
        .bind("family", family)
        .bind("expiresAt", expiresAt)
        .fetch()
        .rowsUpdated()
        .map(inserted -> inserted > 0);
  }

  private Mono<Void> run(String sql, String family, String tokenId) {
    return database.sql(sql).bind("family", family).bind("tokenId", tokenId).then();
  }

  /** Ends all of it. True when it lived until now. Has to run in a transaction. */
  Mono<Boolean> revoke(String family) {
    return database
        .sql(
            """
            update token_families set revoked_at = clock_timestamp()
            where family = :family and revoked_at is null returning uid
            """)
        .bind("family", family)
        .mapValue(Long.class)
        .one()
        .flatMap(
            uid ->
                outbox
                    .revoked(uid, new Revocation.TokenFamily(family, clock.instant()))
                    .thenReturn(true))
        .defaultIfEmpty(false);
  }
}
