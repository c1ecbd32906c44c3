package io.berth.did.consent;

import io.berth.api.token.Revocation;
import io.berth.dialect.page.LoginFlow.AuthorizationRequest;
import io.berth.did.identity.Identities;
import io.berth.did.outbox.Outbox;
import io.berth.did.session.SignOuts;
import io.berth.did.token.AuthorizationCodes;
import io.berth.did.token.AuthorizationCodes.AuthorizationCode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Grants scopes to apps and revokes them. */
@Component
public final class Grants {
  private final Identities identities;
  private final AuthorizationCodes codes;
  private final Outbox outbox;
  private final DatabaseClient database;
  private final TransactionalOperator transaction;
  private final InstantSource clock;

  Grants(
      Identities identities,
      AuthorizationCodes codes,
      Outbox outbox,
      DatabaseClient database,
      TransactionalOperator transaction,
      InstantSource clock) {
    this.identities = identities;
    this.codes = codes;
    this.outbox = outbox;
    this.database = database;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * @param scopes requested, owned by the app and accepted
   * @param refused shown to the user and left out
   */
  Mono<AuthorizationCode> allow(
      AuthorizationRequest request, long uid, Set<Integer> scopes, Set<Integer> refused) {
    return identities
        .grant(request.appId(), uid, scopes)
        .then(identities.decide(request.appId(), uid, scopes, refused))
        .then(codes.issue(request, uid, scopes))
        .as(transaction::transactional);
  }

  /** Opening a framed game grants scope 1: its protocols ask nothing else. */
  public Mono<Identities.Identity> enter(String appId, long uid) {
    return identities.grant(appId, uid, Set.of(1)).as(transaction::transactional);
  }

  /** Revokes the app's tokens for this user at once and empties the grant; the ids stay. */
  public Mono<Void> revoke(String appId, long uid) {
    Instant validFrom = SignOuts.nextSecond(clock.instant());
    return identities
        .byUid(appId, uid)
        .flatMap(_ -> revoke(appId, uid, validFrom))
        .as(transaction::transactional);
  }

  private Mono<Void> revoke(String appId, long uid, Instant validFrom) {
    return identities
        .revoke(appId, uid, validFrom)
        .then(
            run(
                """
                update token_families set revoked_at = clock_timestamp()
                where family = any (array(
                  select family from token_families
                  where app_id = $1 and uid = $2 and revoked_at is null order by family for update))
                """,
                appId,
                uid))
        .then(
            run(
                """
                delete from access_codes where code_hash = any (array(
                  select code_hash from access_codes
                  where app_id = $1 and uid = $2 and family is null order by code_hash for update))
                """,
                appId,
                uid))
        .then(run("delete from game_tokens where app_id = $1 and uid = $2", appId, uid))
        .then(
            run("delete from remembered_pay_passwords where app_id = $1 and uid = $2", appId, uid))
        .then(outbox.revoked(uid, new Revocation.Grant(uid, appId, validFrom)));
  }

  private Mono<Void> run(String sql, String appId, long uid) {
    return database.sql(sql).bind("$1", appId).bind("$2", uid).then();
  }
}
