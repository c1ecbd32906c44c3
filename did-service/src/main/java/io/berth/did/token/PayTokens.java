package io.berth.did.token;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.token.TokenCommand.CheckPayToken;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Issues the tokens that let an app's server charge an open account; each lives and dies with its
 * access token.
 */
@Repository
final class PayTokens {
  private final DatabaseClient database;

  PayTokens(DatabaseClient database) {
    this.database = database;
  }

  public Mono<Outcome> check(CheckPayToken check) {
    return database
        .sql(
            """
            select 12 = any (a.scopes) as app_may, 12 = any (i.granted_scopes) as granted
            from pay_tokens p
            join token_families f on f.family = p.family
            join apps a on a.app_id = f.app_id
            join identities i on i.app_id = f.app_id and i.uid = f.uid
            where p.token_hash = :payTokenHash and f.app_id = :appId and f.uid = :uid
              and f.revoked_at is null and p.expires_at > clock_timestamp()
            """)
        .bind("payTokenHash", TokenFamilies.payTokenHash(check.payToken()))
        .bind("appId", check.appId())
        .bind("uid", check.uid())
        .map(
            row -> {
              if (!Boolean.TRUE.equals(row.get("app_may", Boolean.class))) {
                return (Outcome) Refusal.of(ErrorCode.APP_LACKS_SCOPE);
              }
              return Boolean.TRUE.equals(row.get("granted", Boolean.class))
                  ? new Outcome.Done()
                  : Refusal.of(ErrorCode.GRANT_LACKS_SCOPE);
            })
        .one()
        .defaultIfEmpty(Refusal.of(ErrorCode.PAY_TOKEN_INVALID));
  }
}
