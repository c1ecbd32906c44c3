package io.berth.did.launch;

import io.berth.did.account.Account;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Stores the testers of apps by their mail addresses: whether one has an account is nobody's to
 * find out (enumeration). A tester's uid is added when they first come.
 */
@Repository
class Testers {
  private final DatabaseClient database;

  Testers(DatabaseClient database) {
    this.database = database;
  }

  Mono<List<String>> of(String appId) {
    return database
        .sql("select login from app_testers where app_id = :appId order by created_at, login")
        .bind("appId", appId)
        .mapValue(String.class)
        .all()
        .collectList();
  }

  Mono<Void> add(String appId, String login) {
    return database
        .sql(
            """
            insert into app_testers (app_id, login) values (:appId, :login)
            on conflict do nothing
            """)
        .bind("appId", appId)
        .bind("login", login)
        .then();
  }

  Mono<Boolean> remove(String appId, String login) {
    return database
        .sql("delete from app_testers where app_id = :appId and login = :login")
        .bind("appId", appId)
        .bind("login", login)
        .fetch()
        .rowsUpdated()
        .map(removed -> removed > 0);
  }

  /** Ids of the apps that expect a tester of this address who has not come yet. */
  Mono<List<String>> expecting(String login) {
    return database
        .sql("select app_id from app_testers where login = :login and uid is null")
        .bind("login", login)
        .mapValue(String.class)
        .all()
        .collectList();
  }

  /** Notes that a tester has come; false for everybody else. */
  Mono<Boolean> bind(String appId, Account account) {
    return database
        .sql(
            """
            update app_testers set uid = :uid
            where app_id = :appId and login = :login and (uid is null or uid = :uid)
            """)
        .bind("uid", account.uid())
        .bind("appId", appId)
        .bind("login", account.login())
        .fetch()
        .rowsUpdated()
        .map(bound -> bound > 0);
  }
}
