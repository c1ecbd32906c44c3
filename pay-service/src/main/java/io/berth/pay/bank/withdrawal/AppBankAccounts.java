package io.berth.pay.bank.withdrawal;

import io.berth.api.bank.AppWithdrawalOutcome.WithdrawalSchedule;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores to which bank account the money of apps goes, and when. */
@Repository
class AppBankAccounts {
  private static final String SELECT =
      """
      select app_id, iban, holder, changed_at + make_interval(secs => :delay) as usable_from,
        clock_timestamp() >= changed_at + make_interval(secs => :delay) as usable,
        schedule, next_on from app_bank_accounts
      """;

  private final DatabaseClient database;
  private final long delay;

  AppBankAccounts(DatabaseClient database, AppWithdrawalProperties properties) {
    this.database = database;
    this.delay = properties.accountDelay().toSeconds();
  }

  /**
   * @param nextOn null where nothing is withdrawn by a schedule
   */
  record Stored(
      String appId,
      String iban,
      String holder,
      Instant usableFrom,
      boolean usable,
      WithdrawalSchedule schedule,
      @Nullable LocalDate nextOn) {

    /** The end of an account number, which is enough to know it by. */
    static String ending(String iban) {
      return "…" + iban.substring(iban.length() - 4);
    }

    String ending() {
      return ending(iban);
    }
  }

  Mono<Stored> find(String appId) {
    return database
        .sql(SELECT + "where app_id = :app")
        .bind("delay", delay)
        .bind("app", appId)
        .mapProperties(Stored.class)
        .one();
  }

  /** False where it is the one that is set. */
  Mono<Boolean> set(String appId, String iban, String holder, long changedBy) {
    return database
        .sql(
            """
            insert into app_bank_accounts as a (app_id, iban, holder, changed_by)
            values (:app, :iban, :holder, :by)
            on conflict (app_id) do update set iban = excluded.iban, holder = excluded.holder,
              changed_by = excluded.changed_by, changed_at = clock_timestamp(), notified_at = null
            where a.iban <> excluded.iban or a.holder <> excluded.holder
            """)
        .bind("app", appId)
        .bind("iban", iban)
        .bind("holder", holder)
        .bind("by", changedBy)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  /**
   * False where no account is set.
   *
   * @param nextOn null for {@link WithdrawalSchedule#MANUAL}
   */
  Mono<Boolean> schedule(String appId, WithdrawalSchedule schedule, @Nullable LocalDate nextOn) {
    return database
        .sql(
            "update app_bank_accounts set schedule = :schedule, next_on = :next where app_id = :app")
        .bind("schedule", schedule.name())
        .bind("next", Parameters.in(R2dbcType.DATE, nextOn))
        .bind("app", appId)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  /** Those whose schedule withdraws today or should have before. */
  Flux<Stored> due(LocalDate today, int limit) {
    return database
        .sql(
            "select * from ("
                + SELECT
                + """
                where next_on <= :today) due
                where usable order by next_on, app_id limit :limit
                """)
        .bind("delay", delay)
        .bind("today", today)
        .bind("limit", limit)
        .mapProperties(Stored.class)
        .all();
  }

  /** Ends a day of the schedule, unless another instance has or it was changed meanwhile. */
  Mono<Void> advance(Stored due, LocalDate next) {
    return database
        .sql(
            """
            update app_bank_accounts set next_on = :next
            where app_id = :app and schedule = :schedule and next_on = :due
            """)
        .bind("next", next)
        .bind("app", due.appId())
        .bind("schedule", due.schedule().name())
        .bind("due", Objects.requireNonNull(due.nextOn()))
        .then();
  }

  /** Those whose owners are yet to be mailed. */
  Flux<Stored> toNotify(int limit) {
    return database
        .sql(SELECT + "where notified_at is null order by changed_at limit :limit")
        .bind("delay", delay)
        .bind("limit", limit)
        .mapProperties(Stored.class)
        .all();
  }

  /** Unless it was changed again meanwhile. */
  Mono<Void> markNotified(Stored stored) {
    return database
        .sql(
            """
            update app_bank_accounts set notified_at = clock_timestamp()
            where app_id = :app and iban = :iban and holder = :holder
            """)
        .bind("app", stored.appId())
        .bind("iban", stored.iban())
        .bind("holder", stored.holder())
        .then();
  }
}
