package io.berth.pay.reconciliation;

import static io.berth.service.sql.Rows.value;

import io.berth.api.reconciliation.ReconciliationCommand.PutReconciliation;
import java.time.LocalTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores where and when merchants' books are asked. */
@Repository
class BookSettings {
  private final DatabaseClient database;

  BookSettings(DatabaseClient database) {
    this.database = database;
  }

  /**
   * @param url null where the merchant has none
   * @param at null where the app has no time of its own
   */
  record Settings(@Nullable String url, @Nullable String profitUrl, @Nullable LocalTime at) {
    static final Settings NONE = new Settings(null, null, null);
  }

  Mono<Settings> of(String appId) {
    return database
        .sql("select url, profit_url, at from reconciliation_settings where app_id = :appId")
        .bind("appId", appId)
        .mapProperties(Settings.class)
        .one()
        .defaultIfEmpty(Settings.NONE);
  }

  Mono<Void> put(String appId, Settings settings) {
    return database
        .sql(
            """
            insert into reconciliation_settings (app_id, url, profit_url, at)
            values (:appId, :url, :profitUrl, :at)
            on conflict (app_id) do update
              set url = excluded.url, profit_url = excluded.profit_url, at = excluded.at
            """)
        .bind("appId", appId)
        .bindProperties(settings)
        .then();
  }

  /** Leaves what is null as it is. */
  Mono<Void> merge(PutReconciliation put) {
    return database
        .sql(
            """
            insert into reconciliation_settings as s (app_id, url, profit_url, at)
            values (:appId, :url, :profitUrl, :at)
            on conflict (app_id) do update
              set url = coalesce(excluded.url, s.url),
                profit_url = coalesce(excluded.profit_url, s.profit_url),
                at = coalesce(excluded.at, s.at)
            """)
        .bindProperties(put)
        .then();
  }

  /** When to compare, for apps that have a time of their own. */
  Mono<Map<String, LocalTime>> times() {
    return database
        .sql("select app_id, at from reconciliation_settings where at is not null")
        .map(
            row -> Map.entry(value(row, "app_id", String.class), value(row, "at", LocalTime.class)))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  /** Apps whose merchants have books to compare with. */
  Flux<String> appsWithBooks() {
    return database
        .sql("select app_id from reconciliation_settings where url is not null order by app_id")
        .mapValue(String.class)
        .all();
  }
}
