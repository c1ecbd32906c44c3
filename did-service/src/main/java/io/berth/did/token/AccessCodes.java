package io.berth.did.token;

import io.berth.dialect.LoginConversation.AuthorizationRequest;
import io.berth.did.Digests;
import io.berth.did.Identifiers;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Access codes: single use, bound to everything the authorization asked for. A used one is kept
 * until it is cleaned up, so that a second use is noticed.
 */
@Component
public final class AccessCodes {
  private final DatabaseClient database;
  private final TokenProperties properties;
  private final InstantSource clock;

  AccessCodes(DatabaseClient database, TokenProperties properties, InstantSource clock) {
    this.database = database;
    this.properties = properties;
    this.clock = clock;
  }

  /** A code as the redirect carries it. */
  public record AccessCode(String value, Instant expiresAt) {}

  /**
   * A code as an app presents it, with what the app says of its authorization; every field that is
   * there must equal that of the authorization.
   *
   * @param redirectUrl null where the protocol does not repeat it, like the others
   */
  record Presented(
      String code,
      @Nullable String scopes,
      @Nullable String state,
      @Nullable String device,
      @Nullable String redirectUrl) {}

  /** What became of a code. */
  sealed interface Redemption {}

  record Unknown() implements Redemption {}

  record UsedBefore(String family) implements Redemption {}

  record Redeemed(
      long uid,
      String companyId,
      String openId,
      String unionId,
      String device,
      List<Integer> scopes,
      boolean mayPayOpenly,
      Instant validFrom)
      implements Redemption {}

  /** Has to run in the transaction that grants the scopes. */
  public Mono<AccessCode> issue(
      AuthorizationRequest request, long uid, Collection<Integer> scopes) {
    AccessCode code =
        new AccessCode(Identifiers.hex(), clock.instant().plus(properties.codeLifetime()));
    return database
        .sql(
            """
            insert into access_codes (code_hash, app_id, uid, scopes, raw_scopes, state, device,
              redirect_url, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """)
        .bind("$1", Digests.sha256(code.value()))
        .bind("$2", request.appId())
        .bind("$3", uid)
        .bind("$4", scopes.toArray(Integer[]::new))
        .bind("$5", request.rawScopes())
        .bind("$6", request.state())
        .bind("$7", request.device())
        .bind("$8", request.redirectUrl())
        .bind("$9", code.expiresAt())
        .then()
        .thenReturn(code);
  }

  /** Has to run in a transaction; a second redemption waits for the first. */
  Mono<Redemption> redeem(Presented presented, String appId, String family) {
    return database
        .sql(
            """
            select c.*, c.expires_at > clock_timestamp() as fresh, c.code_hash
            from access_codes c
            where c.code_hash = $1 and c.app_id = $2 and c.raw_scopes = coalesce($3, c.raw_scopes)
              and c.state = coalesce($4, c.state) and c.device = coalesce($5, c.device)
              and c.redirect_url = coalesce($6, c.redirect_url)
            for update
            """)
        .bind("$1", Digests.sha256(presented.code()))
        .bind("$2", appId)
        .bind("$3", Parameters.in(R2dbcType.VARCHAR, presented.scopes()))
        .bind("$4", Parameters.in(R2dbcType.VARCHAR, presented.state()))
        .bind("$5", Parameters.in(R2dbcType.VARCHAR, presented.device()))
        .bind("$6", Parameters.in(R2dbcType.VARCHAR, presented.redirectUrl()))
        .map(AccessCodes::stored)
        .one()
        .flatMap(
            stored -> {
              if (stored.family() != null) {
                return Mono.<Redemption>just(new UsedBefore(stored.family()));
              }
              return stored.fresh()
                  ? use(stored, presented.code(), appId, family)
                  : Mono.<Redemption>just(new Unknown());
            })
        .defaultIfEmpty(new Unknown());
  }

  private record Stored(
      long uid, List<Integer> scopes, String device, boolean fresh, @Nullable String family) {}

  private static Stored stored(Readable row) {
    return new Stored(
        Objects.requireNonNull(row.get("uid", Long.class)),
        List.of(Objects.requireNonNull(row.get("scopes", Integer[].class))),
        Objects.requireNonNull(row.get("device", String.class)),
        Boolean.TRUE.equals(row.get("fresh", Boolean.class)),
        row.get("family", String.class));
  }

  private Mono<Redemption> use(Stored stored, String code, String appId, String family) {
    Mono<Void> used =
        database
            .sql("update access_codes set family = $2 where code_hash = $1")
            .bind("$1", Digests.sha256(code))
            .bind("$2", family)
            .then();
    return used.then(redeemed(stored, appId));
  }

  /** The app may have lost a scope since the user accepted it. */
  private Mono<Redemption> redeemed(Stored stored, String appId) {
    return database
        .sql(
            """
            select a.company_id, a.scopes, i.open_id, u.union_id,
              greatest(i.valid_from, p.valid_from) as valid_from
            from identities i
            join apps a on a.app_id = i.app_id
            join accounts p on p.uid = i.uid
            join union_ids u on u.uid = i.uid and u.company_id = a.company_id
            where i.app_id = $1 and i.uid = $2
            """)
        .bind("$1", appId)
        .bind("$2", stored.uid())
        .map(
            row -> {
              List<Integer> owned = Arrays.asList(row.get("scopes", Integer[].class));
              return (Redemption)
                  new Redeemed(
                      stored.uid(),
                      row.get("company_id", String.class),
                      row.get("open_id", String.class),
                      row.get("union_id", String.class),
                      stored.device(),
                      stored.scopes().stream().filter(owned::contains).sorted().toList(),
                      owned.contains(12),
                      row.get("valid_from", Instant.class));
            })
        .one();
  }
}
