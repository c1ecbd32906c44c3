package io.berth.did.app;

import io.berth.api.app.AppRecord;
import io.berth.service.audit.Fact;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Describes an app for the audit log: a changed secret is visible as a change, its value is not.
 */
@Repository
public final class AppAuditFields {
  private final AppRecords records;
  private final DatabaseClient database;

  AppAuditFields(AppRecords records, DatabaseClient database) {
    this.records = records;
    this.database = database;
  }

  /** Nothing of an app that is not there. Holds its row until the transaction ends. */
  public Mono<Map<String, Fact>> of(String appId) {
    return records
        .lock(appId)
        .map(AppAuditFields::fields)
        .flatMap(fields -> named(appId, fields))
        .flatMap(fields -> account(appId, fields))
        .flatMap(fields -> entrance(appId, fields))
        .defaultIfEmpty(Map.of());
  }

  /** Names of keys are private to the company and therefore in no published record. */
  private Mono<Map<String, Fact>> named(String appId, Map<String, Fact> fields) {
    return database
        .sql("select access_key, name from app_keys where app_id = :appId and name <> ''")
        .bind("appId", appId)
        .map(
            row ->
                Map.entry(
                    "key." + row.get("access_key", String.class) + ".name",
                    Fact.of(Objects.requireNonNull(row.get("name", String.class)))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, () -> fields);
  }

  /** Adds the owners of the company, and a change of the payout password. */
  private Mono<Map<String, Fact>> account(String appId, Map<String, Fact> fields) {
    return database
        .sql(
            """
            select a.pay_password_hash,
              (select string_agg(m.uid::text, ' ' order by m.uid) from company_members m
               where m.company_id = p.company_id and m.role = 'OWNER') as owners
            from apps p join accounts a on a.uid = p.admin_uid where p.app_id = :appId
            """)
        .bind("appId", appId)
        .map(
            row -> {
              String hash = row.get("pay_password_hash", String.class);
              if (hash != null) {
                fields.put("payout_password", Fact.secret(hash));
              }
              put(
                  fields,
                  "owners",
                  Objects.requireNonNullElse(row.get("owners", String.class), ""));
              return fields;
            })
        .one();
  }

  /** Adds whom an app that is not open to everybody lets in. */
  private Mono<Map<String, Fact>> entrance(String appId, Map<String, Fact> fields) {
    return database
        .sql(
            """
            select encode(l.token_hash, 'hex') as link, a.launch_percent,
              (select string_agg(t.login, ' ' order by t.login) from app_testers t
               where t.app_id = a.app_id) as testers
            from apps a left join launch_links l on l.app_id = a.app_id where a.app_id = :appId
            """)
        .bind("appId", appId)
        .map(
            row -> {
              String link = row.get("link", String.class);
              if (link != null) {
                fields.put("launch_link", Fact.secret(link));
              }
              fields.put(
                  "launch_percent",
                  Fact.of(Objects.requireNonNull(row.get("launch_percent", Integer.class))));
              put(
                  fields,
                  "testers",
                  Objects.requireNonNullElse(row.get("testers", String.class), ""));
              return fields;
            })
        .one();
  }

  private static Map<String, Fact> fields(AppRecord app) {
    Map<String, Fact> fields = new TreeMap<>();
    fields.put("company", Fact.of(app.profile().company().id()));
    fields.put("dialect", Fact.of(app.dialect()));
    fields.put("state", Fact.of(app.profile().launch().state()));
    fields.put("admin_uid", Fact.of(app.accounts().adminUid()));
    put(fields, "profit_uid", app.accounts().profitUid() == null ? "" : app.accounts().profitUid());
    app.profile().name().forEach((language, name) -> fields.put("name." + language, Fact.of(name)));
    put(fields, "redirect_urls", String.join(" ", app.links().redirectUrls()));
    put(fields, "entry", app.links().entry() == null ? "" : app.links().entry());
    put(fields, "callback_url", app.links().callbackUrl() == null ? "" : app.links().callbackUrl());
    fields.put("scopes", Fact.of(app.policy().scopes()));
    if (!app.policy().requiredScopes().isEmpty()) {
      fields.put("required_scopes", Fact.of(app.policy().requiredScopes()));
    }
    fields.put("coins", Fact.of(app.policy().coins()));
    fields.put("cut_rate", Fact.of(app.policy().cutRate().toPlainString()));
    app.policy()
        .dailyPayoutLimit()
        .forEach(
            (coin, limit) ->
                fields.put("daily_payout_limit." + coin, Fact.of(limit.toPlainString())));
    fields.put("returns_uncapped", Fact.of(app.policy().returnsUncapped()));
    fields.put("require_content_sha1", Fact.of(app.policy().requireContentSha1()));
    app.credentials()
        .settings()
        .forEach((name, value) -> fields.put("setting." + name, Fact.of(value)));
    app.credentials()
        .secrets()
        .forEach((name, kept) -> fields.put("secret." + name, Fact.secret(kept.sealed())));
    for (AppRecord.Key key : app.credentials().keys()) {
      String name = "key." + key.accessKey();
      String state = key.enabled() ? "enabled" : "disabled";
      fields.put(name, new Fact(state, state + key.sealedSecret()));
      put(fields, name + ".ips", String.join(" ", key.ips()));
    }
    return fields;
  }

  /** Leaves out empty fields. */
  private static void put(Map<String, Fact> fields, String name, Object value) {
    if (!value.toString().isEmpty()) {
      fields.put(name, Fact.of(value));
    }
  }
}
