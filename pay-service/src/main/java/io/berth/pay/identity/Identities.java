package io.berth.pay.identity;

import static io.berth.service.sql.Rows.value;

import io.berth.api.user.IdentityRecord;
import io.berth.pay.identity.PartyCache.Known;
import io.berth.pay.identity.PartyCache.OpenId;
import io.berth.pay.identity.PartyCache.Uid;
import io.berth.service.batch.Batcher;
import io.berth.service.batch.Batcher.Limits;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Reads the copy of did-service's identities. Those of late are remembered; lookups of others at
 * the same time share one query.
 */
@Repository
class Identities {

  private static final Limits LIMITS =
      new Limits(256, 2, 4096, Duration.ZERO, Duration.ofSeconds(3));

  private final DatabaseClient database;
  private final PartyCache cache = new PartyCache();
  private final Batcher<Uid, Party> byUid = new Batcher<>(LIMITS, this::byUids);
  private final Batcher<OpenId, Party> byOpenId = new Batcher<>(LIMITS, this::byOpenIds);

  Identities(DatabaseClient database) {
    this.database = database;
  }

  /** Empty where the copy has none. */
  Mono<Party> byOpenId(String appId, String openId) {
    OpenId key = new OpenId(appId, openId);
    Party known = cache.find(key);
    return known == null ? byOpenId.ask(key) : Mono.just(known);
  }

  /** Empty where the copy has none. */
  Mono<Party> byUid(String appId, long uid) {
    Uid key = new Uid(appId, uid);
    Party known = cache.find(key);
    return known == null ? byUid.ask(key) : Mono.just(known);
  }

  private Mono<Map<OpenId, Party>> byOpenIds(List<OpenId> wanted) {
    return database
        .sql(
            """
            select app_id, uid, open_id, granted_scopes, version
              from unnest(:apps, :open_ids) as wanted (app_id, open_id)
              join identities using (app_id, open_id)
            """)
        .bind("apps", wanted.stream().map(OpenId::appId).toArray(String[]::new))
        .bind("open_ids", wanted.stream().map(OpenId::openId).toArray(String[]::new))
        .map(
            row ->
                Map.entry(
                    new OpenId(
                        value(row, "app_id", String.class), value(row, "open_id", String.class)),
                    remembered(row)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private Mono<Map<Uid, Party>> byUids(List<Uid> wanted) {
    return database
        .sql(
            """
            select app_id, uid, open_id, granted_scopes, version
              from unnest(:apps, :uids) as wanted (app_id, uid)
              join identities using (app_id, uid)
            """)
        .bind("apps", wanted.stream().map(Uid::appId).toArray(String[]::new))
        .bind("uids", wanted.stream().map(Uid::uid).toArray(Long[]::new))
        .map(
            row ->
                Map.entry(
                    new Uid(value(row, "app_id", String.class), value(row, "uid", Long.class)),
                    remembered(row)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** Older versions change nothing, and neither do records of people who are erased. */
  Mono<Void> put(IdentityRecord identity) {
    return database
        .sql(
            """
            insert into identities as old (app_id, uid, open_id, union_id, granted_scopes, version)
            select :app, :uid, :open_id, :union_id, :scopes, :version
             where not exists (
               select from erasures where uid = :uid and finished_at is not null)
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
        .doOnNext(stored -> remember(identity, stored > 0))
        .then();
  }

  /** A record that is read again, say after a restart, may be older than what is stored. */
  private void remember(IdentityRecord identity, boolean isNews) {
    Party party = new Party(identity.uid(), identity.openId(), identity.grantedScopes());
    Known known = new Known(party, identity.version());
    if (isNews) {
      cache.put(identity.appId(), known);
    } else {
      cache.update(identity.appId(), known);
    }
  }

  private Party remembered(Readable row) {
    Party party =
        new Party(
            value(row, "uid", Long.class),
            value(row, "open_id", String.class),
            Set.of(value(row, "granted_scopes", Integer[].class)));
    cache.put(
        value(row, "app_id", String.class), new Known(party, value(row, "version", Long.class)));
    return party;
  }
}
