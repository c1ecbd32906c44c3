package io.berth.did.launch;

import io.berth.api.Outcome;
import io.berth.api.deposit.HeldDepositCommand.NoteDeposit;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores how much of apps' deposits pay-service holds. */
@Repository
class HeldDeposits {
  private final DatabaseClient database;

  HeldDeposits(DatabaseClient database) {
    this.database = database;
  }

  /** What comes late does not take the place of what came after it. */
  Mono<Outcome> note(NoteDeposit note) {
    return database
        .sql(
            """
            insert into app_deposits (app_id, coin, held, entry)
            values (:app, :coin, :held, :entry)
            on conflict (app_id, coin) do update set held = excluded.held, entry = excluded.entry
            where app_deposits.entry < excluded.entry
            """)
        .bindProperties(note)
        .then()
        .thenReturn(new Outcome.Done());
  }

  /** Whether all of the deposit that the app's terms ask for is held. */
  Mono<Boolean> isPaid(String appId) {
    return database
        .sql(
            """
            select not exists (
              select from app_terms t cross join jsonb_each_text(t.deposit) as d (coin, amount)
              left join app_deposits h on h.app_id = t.app_id and h.coin = d.coin
              where t.app_id = :appId and t.state = 'IN_FORCE'
                and coalesce(h.held, 0) < d.amount::numeric)
            """)
        .bind("appId", appId)
        .mapValue(Boolean.class)
        .one();
  }
}
