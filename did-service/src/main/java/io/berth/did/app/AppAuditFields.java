package io.berth.did.app;

import io.berth.api.app.AppRecord;
import io.berth.service.audit.Fact;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Describes an app for the audit log. Secrets are told apart, never told. */
@Component
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
        .map(AppAuditFields::facts)
        .flatMap(facts -> named(appId, facts))
        .flatMap(facts -> account(appId, facts))
        .defaultIfEmpty(Map.of());
  }

  /** What people call keys is nobody else's business, and so in no record. */
  private Mono<Map<String, Fact>> named(String appId, Map<String, Fact> facts) {
    return database
        .sql("select access_key, name from app_keys where app_id = $1 and name <> ''")
        .bind("$1", appId)
        .map(
            row ->
                Map.entry(
                    "key." + row.get("access_key", String.class) + ".name",
                    Fact.of(Objects.requireNonNull(row.get("name", String.class)))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, () -> facts);
  }

  /** Who owns its company, and that its payout password is another. */
  private Mono<Map<String, Fact>> account(String appId, Map<String, Fact> facts) {
    return database
        .sql(
            """
            select a.pay_password_hash,
              (select string_agg(m.uid::text, ' ' order by m.uid) from company_members m
               where m.company_id = p.company_id and m.role = 'OWNER') as owners
            from apps p join accounts a on a.uid = p.admin_uid where p.app_id = $1
            """)
        .bind("$1", appId)
        .map(
            row -> {
              String hash = row.get("pay_password_hash", String.class);
              if (hash != null) {
                facts.put("payout_password", Fact.secret(hash));
              }
              put(facts, "owners", Objects.requireNonNullElse(row.get("owners", String.class), ""));
              return facts;
            })
        .one();
  }

  private static Map<String, Fact> facts(AppRecord app) {
    Map<String, Fact> facts = new TreeMap<>();
    facts.put("company", Fact.of(app.profile().company().id()));
    facts.put("dialect", Fact.of(app.dialect()));
    facts.put("enabled", Fact.of(app.profile().enabled()));
    facts.put("admin_uid", Fact.of(app.accounts().adminUid()));
    put(facts, "profit_uid", app.accounts().profitUid() == null ? "" : app.accounts().profitUid());
    app.profile().name().forEach((language, name) -> facts.put("name." + language, Fact.of(name)));
    put(facts, "redirect_urls", String.join(" ", app.links().redirectUrls()));
    put(facts, "entry", app.links().entry() == null ? "" : app.links().entry());
    put(facts, "callback_url", app.links().callbackUrl() == null ? "" : app.links().callbackUrl());
    facts.put("scopes", Fact.of(app.policy().scopes()));
    if (!app.policy().requiredScopes().isEmpty()) {
      facts.put("required_scopes", Fact.of(app.policy().requiredScopes()));
    }
    facts.put("coins", Fact.of(app.policy().coins()));
    facts.put("cut_rate", Fact.of(app.policy().cutRate().toPlainString()));
    app.policy()
        .dailyPayoutLimit()
        .forEach(
            (coin, limit) ->
                facts.put("daily_payout_limit." + coin, Fact.of(limit.toPlainString())));
    facts.put("returns_uncapped", Fact.of(app.policy().returnsUncapped()));
    facts.put("require_content_sha1", Fact.of(app.policy().requireContentSha1()));
    app.credentials()
        .settings()
        .forEach((name, value) -> facts.put("setting." + name, Fact.of(value)));
    app.credentials()
        .secrets()
        .forEach((name, kept) -> facts.put("secret." + name, Fact.secret(kept.sealed())));
    for (AppRecord.Key key : app.credentials().keys()) {
      String name = "key." + key.accessKey();
      String state = key.enabled() ? "enabled" : "disabled";
      facts.put(name, new Fact(state, state + key.sealedSecret()));
      put(facts, name + ".ips", String.join(" ", key.ips()));
    }
    return facts;
  }

  /** What is empty is not there. */
  private static void put(Map<String, Fact> facts, String name, Object value) {
    if (!value.toString().isEmpty()) {
      facts.put(name, Fact.of(value));
    }
  }
}
