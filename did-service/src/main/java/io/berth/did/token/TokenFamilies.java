package io.berth.did.token;

import io.berth.api.Revocation;
import io.berth.did.Digests;
import io.berth.did.event.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Token families as stored: one row per authorization, nothing readable in it. */
@Component
final class TokenFamilies {
  private final DatabaseClient database;
  private final Outbox outbox;
  private final InstantSource clock;

  TokenFamilies(DatabaseClient database, Outbox outbox, InstantSource clock) {
    this.database = database;
    this.outbox = outbox;
    this.clock = clock;
  }

  record Family(
      String family,
      String appId,
      long uid,
      String openId,
      String unionId,
      String device,
      List<Integer> scopes,
      boolean mayPayOpenly,
      Instant validFrom,
      Instant refreshExpiresAt) {}

  static byte[] payTokenHash(String payToken) {
    return Digests.sha256(payToken);
  }

  Mono<Boolean> exists(String family) {
    return database
        .sql("select exists (select from token_families where family = $1)")
        .bind("$1", family)
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  Mono<Boolean> lives(String family, long uid) {
    return database
        .sql(
            """
            select exists (
              select from token_families where family = $1 and uid = $2 and revoked_at is null)
            """)
        .bind("$1", family)
        .bind("$2", uid)
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  /** True when it lived until now. Has to run in a transaction. */
  Mono<Boolean> revoke(String family) {
    return database
        .sql(
            """
            update token_families set revoked_at = clock_timestamp()
            where family = $1 and revoked_at is null returning uid
            """)
        .bind("$1", family)
        .map(row -> row.get("uid", Long.class))
        .one()
        .flatMap(
            uid ->
                outbox
                    .revoked(uid, new Revocation.TokenFamily(family, clock.instant()))
                    .thenReturn(true))
        .defaultIfEmpty(false);
  }
}
