package io.berth.did.app;

import io.berth.api.Outcome;
import io.berth.api.app.AccessCommand.ReportKeyUses;
import io.berth.api.app.AppOutcome.KeyUse;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores when keys and secrets were last used, and from which address, as gateways report it. */
@Repository
public final class KeyUses {
  private final DatabaseClient database;

  KeyUses(DatabaseClient database) {
    this.database = database;
  }

  /** Gateways report by themselves: the latest use counts, in whichever order they come. */
  Mono<Outcome> note(ReportKeyUses report) {
    return Flux.fromIterable(report.uses())
        .concatMap(
            use ->
                database
                    .sql(
                        """
                        insert into key_uses (app_id, key, used_at, used_from)
                        select app_id, :key, :at, :from from apps where app_id = :appId
                        on conflict (app_id, key) do update
                          set used_at = excluded.used_at, used_from = excluded.used_from
                          where key_uses.used_at < excluded.used_at
                        """)
                    .bindProperties(use)
                    .then())
        .then(Mono.just(new Outcome.Done()));
  }

  public Mono<Map<String, KeyUse>> of(String appId) {
    return database
        .sql("select key, used_at, used_from from key_uses where app_id = :appId")
        .bind("appId", appId)
        .map(
            row ->
                Map.entry(
                    Objects.requireNonNull(row.get("key", String.class)),
                    new KeyUse(
                        Objects.requireNonNull(row.get("used_at", Instant.class)),
                        Objects.requireNonNull(row.get("used_from", String.class)))))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }
}
