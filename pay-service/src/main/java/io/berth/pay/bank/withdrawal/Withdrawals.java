package io.berth.pay.bank.withdrawal;

import io.berth.api.bank.BankOutcome.WithdrawalState;
import io.berth.pay.bank.WithdrawalProperties;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores withdrawals. */
@Repository
public class Withdrawals {
  static final String SELECT =
      """
      select w.id, w.uid, w.coin_id, c.code as coin, w.amount, w.money, w.currency, w.iban, w.holder,
        w.state, w.end_to_end_id, w.requested_at, w.app_id,
        exists (select from bank_lines l
                 where l.withdrawal_id = w.id and l.incoming and l.state = 'POSTED') as returned
      from withdrawals w join coins c on c.id = w.coin_id
      """;

  private final DatabaseClient database;
  private final WithdrawalProperties properties;

  Withdrawals(DatabaseClient database, WithdrawalProperties properties) {
    this.database = database;
    this.properties = properties;
  }

  /**
   * Stores a withdrawal, unless its form was sent before; its id. Empty where the person has
   * reached a limit of 24 hours. In a transaction, which makes one person's requests wait for each
   * other.
   */
  Mono<Long> add(NewWithdrawal withdrawal) {
    return lockOwner(withdrawal.uid())
        .then(byKey(withdrawal.uid(), withdrawal.key()))
        .switchIfEmpty(Mono.defer(() -> insert(withdrawal)));
  }

  /** Makes one owner's requests wait for each other until the transaction ends. */
  Mono<Void> lockOwner(long uid) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('withdrawals of ' || :uid::text, 3))")
        .bind("uid", Long.toString(uid))
        .then();
  }

  /** The id of the withdrawal that a form made. */
  Mono<Long> byKey(long uid, String key) {
    return database
        .sql("select id from withdrawals where uid = :uid and key = :key")
        .bind("uid", uid)
        .bind("key", key)
        .mapValue(Long.class)
        .one();
  }

  private Mono<Long> insert(NewWithdrawal withdrawal) {
    return database
        .sql(
            """
            insert into withdrawals (uid, key, coin_id, amount, money, currency, iban, holder)
            select :uid, :key, :coinId, :amount, :money, :currency, :iban, :holder
            from (select count(*) as number, coalesce(sum(money), 0) as total from withdrawals
                   where uid = :uid and requested_at > clock_timestamp() - interval '24 hours'
                     and state not in ('REFUSED', 'REJECTED')) today
            where today.number < :most and today.total + :money <= :daily
            returning id
            """)
        .bindProperties(withdrawal)
        .bind("most", properties.dailyCount())
        .bind("daily", properties.dailyAmount())
        .mapValue(Long.class)
        .one();
  }

  /** Stores a withdrawal of an app's money; its limits are checked before. */
  Mono<Long> addOfApp(NewWithdrawal withdrawal, String appId) {
    return database
        .sql(
            """
            insert into withdrawals
              (uid, key, coin_id, amount, money, currency, iban, holder, app_id)
            values (:uid, :key, :coinId, :amount, :money, :currency, :iban, :holder, :appId)
            returning id
            """)
        .bindProperties(withdrawal)
        .bind("appId", appId)
        .mapValue(Long.class)
        .one();
  }

  /** How many an app has made within 24 hours that were not refused. */
  Mono<Long> ofLastDay(String appId) {
    return database
        .sql(
            """
            select count(*) from withdrawals
            where app_id = :app and requested_at > clock_timestamp() - interval '24 hours'
              and state not in ('REFUSED', 'REJECTED')
            """)
        .bind("app", appId)
        .mapValue(Long.class)
        .one();
  }

  public Mono<Withdrawal> find(long id) {
    return one(SELECT + "where w.id = :id", id);
  }

  /** Locks a withdrawal until the transaction ends. */
  Mono<Withdrawal> lock(long id) {
    return one(SELECT + "where w.id = :id for update of w", id);
  }

  private Mono<Withdrawal> one(String sql, long id) {
    return database.sql(sql).bind("id", id).mapProperties(Withdrawal.class).one();
  }

  /** A person's latest, newest first. */
  Flux<Withdrawal> of(long uid, int limit) {
    return database
        .sql(SELECT + "where w.uid = :uid order by w.id desc limit :limit")
        .bind("uid", uid)
        .bind("limit", limit)
        .mapProperties(Withdrawal.class)
        .all();
  }

  /** Those whose next step is a ledger transaction. */
  Flux<Long> open(int limit) {
    return database
        .sql(
            """
            select id from withdrawals where state in ('REQUESTED', 'PAYING', 'CANCELLING')
            order by id limit :limit
            """)
        .bind("limit", limit)
        .mapValue(Long.class)
        .all();
  }

  Mono<Void> set(long id, WithdrawalState state) {
    return database
        .sql("update withdrawals set state = :state where id = :id")
        .bind("state", state.name())
        .bind("id", id)
        .then();
  }

  /**
   * Approves one that is locked.
   *
   * @param changeId confirmed by another operator; null where one is enough
   */
  Mono<Void> approve(long id, long approvedBy, @Nullable Long changeId) {
    return database
        .sql(
            """
            update withdrawals set state = 'APPROVED', approved_by = :by,
              approved_at = clock_timestamp(), change_id = :change
            where id = :id
            """)
        .bind("by", approvedBy)
        .bind("change", Parameters.in(R2dbcType.BIGINT, changeId))
        .bind("id", id)
        .then();
  }

  /** Keeps an operator's approvals in a row until the transaction ends. */
  Mono<Void> lockApprover(long uid) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('withdrawals by ' || :uid::text, 3))")
        .bind("uid", Long.toString(uid))
        .then();
  }

  /** Money that this operator has approved within a day without another's approval. */
  Mono<BigDecimal> approvedAlone(long uid) {
    return database
        .sql(
            """
            select coalesce(sum(money), 0) from withdrawals
            where approved_by = :uid and approved_at > clock_timestamp() - interval '24 hours'
              and change_id is null and state <> 'REJECTED'
            """)
        .bind("uid", uid)
        .mapValue(BigDecimal.class)
        .one();
  }

  /** Finds withdrawals that open lines have paid, by end-to-end id and amount; how many. */
  public Mono<Long> matchPaid() {
    return database
        .sql(
            """
            with found as (
              select distinct on (w.id) w.id, l.id as line_id
              from withdrawals w join bank_lines l
                on l.end_to_end_id = w.end_to_end_id and l.amount = w.money
                  and l.currency = w.currency
              where w.state = 'EXPORTED' and l.state = 'OPEN' and not l.incoming
              order by w.id, l.id),
            paid as (
              update bank_lines l set state = 'PAID_OUT', withdrawal_id = f.id
              from found f where l.id = f.line_id and l.state = 'OPEN'
              returning f.id)
            update withdrawals set state = 'PAYING' where id in (select id from paid)
            """)
        .fetch()
        .rowsUpdated();
  }
}
