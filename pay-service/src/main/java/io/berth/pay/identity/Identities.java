package io.berth.pay.identity;

import io.berth.api.IdentityRecord;
import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The copy of did-service's identities. */
@Component
class Identities {

  private final DatabaseClient database;

  Identities(DatabaseClient database) {
    this.database = database;
  }

  /** Empty where the copy has none. */
  Mono<Party> byOpenId(String appId, String openId) {
    return database
        .sql(
            """
            select uid, open_id, granted_scopes from identities
             where app_id = :app and open_id = :open_id
            """)
        .bind("app", appId)
        .bind("open_id", openId)
        .map(Identities::party)
        .one();
  }

  /** Empty where the copy has none. */
  Mono<Party> byUid(String appId, long uid) {
    return database
        .sql(
            "select uid, open_id, granted_scopes from identities where app_id = :app and uid = :uid")
        .bind("app", appId)
        .bind("uid", uid)
        .map(Identities::party)
        .one();
  }

  /** Older versions change nothing. */
  Mono<Void> put(IdentityRecord identity) {
    return database
        .sql(
            """
            insert into identities as old (app_id, uid, open_id, union_id, granted_scopes, version)
            values (:app, :uid, :open_id, :union_id, :scopes, :version)
            on conflict (app_id, uid) do update
              set granted_scopes = excluded.granted_scopes, version = excluded.version,
                  open_id = excluded.open_id, union_id = excluded.union_id
              where old.version < excluded.version
            """)
        .bind("app", identity.appId())
        .bind("uid", identity.uid())
        .bind("open_id", identity.openId())
        .bind("union_id", identity.unionId())
        .bind("scopes", identity.grantedScopes().toArray(Integer[]::new))
        .bind("version", identity.version())
        .fetch()
        .rowsUpdated()
        .then();
  }

  private static Party party(Readable row) {
    return new Party(
        Objects.requireNonNull(row.get("uid", Long.class)),
        row.get("open_id", String.class),
        Set.of(Objects.requireNonNull(row.get("granted_scopes", Integer[].class))));
  }
}
