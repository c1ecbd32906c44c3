package io.berth.did.verification;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sessions that need not type the pay password again for an app that owns scope 10. */
@Component
final class RememberedPayPasswords {
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
              where r.session_id = $1 and r.uid = $2 and r.app_id = $3 and 10 = any (a.scopes))
            """)
        .bind("$1", sessionId)
        .bind("$2", uid)
        .bind("$3", appId)
        .map(row -> Boolean.TRUE.equals(row.get(0, Boolean.class)))
        .one();
  }

  Mono<Void> remember(String sessionId, long uid, String appId) {
    return database
        .sql(
            """
            insert into remembered_pay_passwords (session_id, app_id, uid)
            select s.session_id, a.app_id, s.uid from sessions s, apps a
            where s.session_id = $1 and s.uid = $2 and a.app_id = $3 and 10 = any (a.scopes)
            on conflict do nothing
            """)
        .bind("$1", sessionId)
        .bind("$2", uid)
        .bind("$3", appId)
        .then();
  }
}
