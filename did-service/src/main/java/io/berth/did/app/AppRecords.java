package io.berth.did.app;

import io.berth.api.Realm;
import io.berth.api.app.AppPolicy;
import io.berth.api.app.AppRecord;
import io.berth.service.directory.DirectoryState;
import io.berth.service.json.BerthJson;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores apps and reads them as they are published. */
@Repository
public final class AppRecords {
  private static final String SELECT =
      """
      select json_build_object(
        'appId', a.app_id, 'version', a.version + (select epoch_base()), 'enabled', a.enabled,
        'companyId', a.company_id, 'companyEnabled', c.enabled, 'companyName', c.name,
        'dialect', a.dialect, 'name', a.name, 'adminUid', a.admin_uid, 'profitUid', a.profit_uid,
        'redirectUrls', to_json(a.redirect_urls), 'entry', a.entry, 'callbackUrl', a.callback_url,
        'scopes', to_json(a.scopes),
        'requiredScopes', to_json(a.required_scopes), 'coins', to_json(a.coins), 'cutRate', a.cut_rate,
        'dailyPayoutLimit', a.daily_payout_limit, 'returnsUncapped', a.returns_uncapped,
        'requireContentSha1', a.require_content_sha1, 'settings', a.settings,
        'launch', json_build_object('state', a.state, 'former', a.former_state,
          'percent', a.launch_percent,
          'testers', coalesce((select json_agg(t.uid order by t.uid) from app_testers t
            where t.app_id = a.app_id and t.uid is not null
              and a.state in ('IN_TEST', 'ACCEPTED', 'LIMITED')), '[]'),
          'invited', coalesce((select json_agg(i.uid order by i.uid) from launch_guests i
            where i.app_id = a.app_id and a.state = 'LIMITED'), '[]')),
        'keys', coalesce((select json_agg(json_build_object(
            'accessKey', k.access_key, 'sealedSecret', k.sealed_secret, 'enabled', k.enabled,
            'ips', to_json(k.ips)) order by k.created_at, k.access_key)
          from app_keys k where k.app_id = a.app_id), '[]'),
        'secrets', coalesce((select json_object_agg(s.name, json_build_object(
            'sealed', s.sealed, 'sealedPrevious', s.sealed_previous,
            'previousUntil', to_char(s.previous_until at time zone 'UTC',
              'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')))
          from app_secrets s where s.app_id = a.app_id), '{}'))::text as record
      from apps a join companies c on c.company_id = a.company_id
      """;

  private final DatabaseClient database;

  AppRecords(DatabaseClient database) {
    this.database = database;
  }

  public Mono<AppRecord> find(String appId) {
    return database
        .sql(SELECT + "where a.app_id = :appId")
        .bind("appId", appId)
        .map(AppRecords::read)
        .one();
  }

  /** The app that a person in this realm names by its public id. */
  public Mono<AppRecord> find(Realm realm, String publicId) {
    return Realm.of(publicId) == Realm.LIVE ? find(realm.idOf(publicId)) : Mono.empty();
  }

  /**
   * Apps that people may be sent to, by an entry or as a game, in a stable order.
   *
   * @param dialects whose apps are games
   */
  public Flux<AppRecord> open(Realm realm, Set<String> dialects) {
    return database
        .sql(
            SELECT
                + "where (a.entry is not null or a.dialect = any(:dialects))"
                + " and a.enabled and c.enabled and (a.app_id like 'test:%') = :test"
                + " order by a.app_id")
        .bind("test", realm == Realm.TEST)
        .bind("dialects", dialects.toArray(String[]::new))
        .map(AppRecords::read)
        .all();
  }

  /** Names of apps by the uids of their accounts. */
  public Flux<Map.Entry<Long, String>> named(Collection<Long> accountUids) {
    return database
        .sql(
            """
            select admin_uid, coalesce(name ->> 'en', (select min(value) from jsonb_each_text(name)),
              app_id) as name
            from apps where admin_uid = any (:accountUids)
            """)
        .bind("accountUids", accountUids.toArray(Long[]::new))
        .map(
            row ->
                Map.entry(
                    Objects.requireNonNull(row.get("admin_uid", Long.class)),
                    Objects.requireNonNull(row.get("name", String.class))))
        .all();
  }

  /** Holds the app's row until the transaction ends. */
  public Mono<AppRecord> lock(String appId) {
    return database
        .sql("select from apps where app_id = :appId for update")
        .bind("appId", appId)
        .fetch()
        .one()
        .then(find(appId));
  }

  /** Raises the version of a company's apps. */
  Flux<AppRecord> touchAllOf(String companyId) {
    return database
        .sql("update apps set version = version + 1 where company_id = :companyId returning app_id")
        .bind("companyId", companyId)
        .mapValue(String.class)
        .all()
        .collectList()
        .flatMapMany(Flux::fromIterable)
        .concatMap(this::find);
  }

  /** All apps as those must have them that hold a copy. */
  public Mono<DirectoryState> state() {
    return database
        .sql(
            """
            select count(*) as apps,
                   (coalesce(sum(version), 0) + count(*) * (select epoch_base()))::bigint as versions,
                   clock_timestamp() as at
              from apps
            """)
        .map(
            row ->
                new DirectoryState(
                    Objects.requireNonNull(row.get("apps", Long.class)),
                    Objects.requireNonNull(row.get("versions", Long.class)),
                    row.get("at", Instant.class)))
        .one();
  }

  /** How many live apps a company has. */
  public Mono<Long> count(String companyId) {
    return database
        .sql("select count(*) from apps where company_id = :companyId and app_id not like 'test:%'")
        .bind("companyId", companyId)
        .mapValue(Long.class)
        .one();
  }

  /** Raises the app's version: something that it is made of has changed. */
  Mono<AppRecord> touch(String appId) {
    return database
        .sql("update apps set version = version + 1 where app_id = :appId")
        .bind("appId", appId)
        .then()
        .then(find(appId));
  }

  public Flux<String> idsAfter(String appId, int limit) {
    return database
        .sql("select app_id from apps where app_id > :appId order by app_id limit :limit")
        .bind("appId", appId)
        .bind("limit", limit)
        .mapValue(String.class)
        .all();
  }

  /** Writes the app and raises its version. */
  Mono<Void> save(AppRecord app) {
    return database
        .sql(
            """
            insert into apps (app_id, company_id, version, state, dialect, name, admin_uid,
              profit_uid, redirect_urls, entry, callback_url, scopes, coins, cut_rate,
              daily_payout_limit, returns_uncapped, require_content_sha1, settings,
              required_scopes)
            values (:appId, :companyId, 1, :state, :dialect, :name, :adminUid,
              :profitUid, :redirectUrls, :entry, :callbackUrl, :scopes, :coins, :cutRate,
              :dailyPayoutLimit, :returnsUncapped, :requireContentSha1, :settings,
              :requiredScopes)
            on conflict (app_id) do update set version = apps.version + 1,
              state = excluded.state, name = excluded.name, profit_uid = excluded.profit_uid,
              redirect_urls = excluded.redirect_urls, entry = excluded.entry,
              callback_url = excluded.callback_url, scopes = excluded.scopes,
              coins = excluded.coins, cut_rate = excluded.cut_rate,
              daily_payout_limit = excluded.daily_payout_limit,
              returns_uncapped = excluded.returns_uncapped,
              require_content_sha1 = excluded.require_content_sha1, settings = excluded.settings,
              required_scopes = excluded.required_scopes
            """)
        .bind("appId", app.appId())
        .bind("companyId", app.profile().company().id())
        .bind("state", app.profile().launch().state().name())
        .bind("dialect", app.dialect())
        .bind("name", json(app.profile().name()))
        .bind("adminUid", app.accounts().adminUid())
        .bind("profitUid", Parameters.in(R2dbcType.BIGINT, app.accounts().profitUid()))
        .bind("redirectUrls", app.links().redirectUrls().toArray(String[]::new))
        .bind("entry", Parameters.in(R2dbcType.VARCHAR, app.links().entry()))
        .bind("callbackUrl", Parameters.in(R2dbcType.VARCHAR, app.links().callbackUrl()))
        .bind("scopes", app.policy().scopes().toArray(Integer[]::new))
        .bind("coins", app.policy().coins().toArray(String[]::new))
        .bind("cutRate", app.policy().cutRate())
        .bind("dailyPayoutLimit", json(app.policy().dailyPayoutLimit()))
        .bind("returnsUncapped", app.policy().returnsUncapped())
        .bind("requireContentSha1", app.policy().requireContentSha1())
        .bind("settings", json(app.credentials().settings()))
        .bind("requiredScopes", app.policy().requiredScopes().toArray(Integer[]::new))
        .then()
        .thenMany(Flux.fromIterable(app.credentials().keys()))
        .concatMap(key -> saveKey(app.appId(), key))
        .thenMany(Flux.fromIterable(app.credentials().secrets().entrySet()))
        .concatMap(secret -> saveSecret(app.appId(), secret.getKey(), secret.getValue()))
        .then();
  }

  private Mono<Void> saveKey(String appId, AppRecord.Key key) {
    return database
        .sql(
            """
            insert into app_keys (app_id, access_key, sealed_secret, enabled, ips, created_at)
            values (:appId, :accessKey, :sealedSecret, :enabled, :ips, clock_timestamp())
            on conflict (app_id, access_key) do update set
              sealed_secret = excluded.sealed_secret, enabled = excluded.enabled, ips = excluded.ips
            """)
        .bind("appId", appId)
        .bind("accessKey", key.accessKey())
        .bind("sealedSecret", key.sealedSecret())
        .bind("enabled", key.enabled())
        .bind("ips", key.ips().toArray(String[]::new))
        .then();
  }

  private Mono<Void> saveSecret(String appId, String name, AppRecord.SealedSecret secret) {
    return database
        .sql(
            """
            insert into app_secrets (app_id, name, sealed, sealed_previous, previous_until)
            values (:appId, :name, :sealed, :sealedPrevious, :previousUntil)
            on conflict (app_id, name) do update set sealed = excluded.sealed,
              sealed_previous = excluded.sealed_previous, previous_until = excluded.previous_until
            """)
        .bind("appId", appId)
        .bind("name", name)
        .bindProperties(secret)
        .then();
  }

  public static Json json(Object value) {
    return Json.of(BerthJson.mapper().writeValueAsString(value));
  }

  private static AppRecord read(Readable row) {
    String json = Objects.requireNonNull(row.get("record", String.class));
    return canonical(BerthJson.mapper().readValue(json, AppRecord.class));
  }

  /** Amounts without trailing zeros and scopes in order, so that equal apps are equal records. */
  static AppRecord canonical(AppRecord app) {
    Map<String, BigDecimal> limits = new HashMap<>();
    app.policy().dailyPayoutLimit().forEach((coin, limit) -> limits.put(coin, plain(limit)));
    AppPolicy policy = app.policy();
    return app.withPolicy(
        new AppPolicy(
            new TreeSet<>(policy.scopes()),
            new TreeSet<>(policy.requiredScopes()),
            new TreeSet<>(policy.coins()),
            plain(policy.cutRate()),
            limits,
            policy.returnsUncapped(),
            policy.requireContentSha1()));
  }

  private static BigDecimal plain(@Nullable BigDecimal amount) {
    return amount == null || amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
  }
}
