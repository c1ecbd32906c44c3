package io.berth.did.payer;

import io.berth.did.consent.GrantListener;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores the sessions that need not type the pay password again for an app: the user has granted
 * the app scope 10 and ticked the box on the pay page. A revoked grant counts at once.
 */
@Repository
public final class RememberedPayPasswords implements GrantListener {
  private static final String GRANTED = "10 = any (a.scopes) and 10 = any (i.granted_scopes)";

  private final DatabaseClient database;

  RememberedPayPasswords(DatabaseClient database) {
    this.database = database;
  }

  Mono<Boolean> knows(String sessionId, long uid, String appId) {
    return database
        .sql(
            """
            select exists (select from remembered_pay_passwords r
              join apps a on a.app_id = r.app_id
              join identities i on i.app_id = r.app_id and i.uid = r.uid
              where r.session_id = :sessionId and r.uid = :uid and r.app_id = :appId and
            """
                + GRANTED
                + ")")
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .bind("appId", appId)
        .mapValue(Boolean.class)
        .one();
  }

  /** Whether the user may ask for it. */
  Mono<Boolean> mayRemember(long uid, String appId) {
    return database
        .sql(
            """
            select exists (select from identities i join apps a on a.app_id = i.app_id
              where i.uid = :uid and i.app_id = :appId and
            """
                + GRANTED
                + ")")
        .bind("uid", uid)
        .bind("appId", appId)
        .mapValue(Boolean.class)
        .one();
  }

  Mono<Void> remember(String sessionId, long uid, String appId) {
    return database
        .sql(
            """
            insert into remembered_pay_passwords (session_id, app_id, uid)
            select s.session_id, a.app_id, s.uid from sessions s, apps a, identities i
            where s.session_id = :sessionId and s.uid = :uid and a.app_id = :appId
              and i.app_id = a.app_id and i.uid = s.uid and
            """
                + GRANTED
                + " on conflict do nothing")
        .bind("sessionId", sessionId)
        .bind("uid", uid)
        .bind("appId", appId)
        .then();
  }

  /** The apps that any of the user's sessions remembers it for. */
  public Flux<String> apps(long uid) {
    return database
        .sql(
            "select distinct app_id from remembered_pay_passwords where uid = :uid order by app_id")
        .bind("uid", uid)
        .mapValue(String.class)
        .all();
  }

  /** In every session of the user. */
  public Mono<Void> forget(long uid, String appId) {
    return database
        .sql("delete from remembered_pay_passwords where uid = :uid and app_id = :appId")
        .bind("uid", uid)
        .bind("appId", appId)
        .then();
  }

  @Override
  public Mono<Void> grantRevoked(String appId, long uid) {
    return forget(uid, appId);
  }
}
