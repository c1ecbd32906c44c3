package io.berth.pay.deposit;

import static io.berth.service.sql.Rows.value;

import io.berth.api.deposit.DepositOutcome.DepositFound;
import io.berth.api.deposit.DepositOutcome.DepositMove;
import io.berth.api.deposit.DepositOutcome.DepositMoveKind;
import io.berth.api.deposit.DepositOutcome.DepositMoveState;
import io.berth.api.deposit.HeldDepositCommand.NoteDeposit;
import io.berth.pay.access.Amounts;
import io.berth.pay.coin.Coin;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores what is to be moved into deposits and out of them. */
@Repository
class DepositMoves {
  private static final int MOST_SHOWN = 50;
  private static final int MOST_A_DAY = 10;

  private final DatabaseClient database;

  DepositMoves(DatabaseClient database) {
    this.database = database;
  }

  /**
   * @param key of the owner's form; null where another operator confirmed it
   * @param changeId null where an owner pays in
   */
  record NewMove(
      String appId,
      long owner,
      DepositMoveKind kind,
      Coin coin,
      BigDecimal amount,
      String reason,
      @Nullable String key,
      @Nullable Long requestedBy,
      @Nullable Long changeId) {}

  /** A move that is yet to be posted, or that did-service is yet to be notified of. */
  record OpenMove(
      long id,
      String appId,
      long owner,
      DepositMoveKind kind,
      int coinId,
      BigDecimal amount,
      DepositMoveState state) {}

  /**
   * Whether the app may pay in once more within 24 hours. In a transaction, which makes one app's
   * payments wait for each other.
   */
  Mono<Boolean> mayPayIn(String appId) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('deposit of ' || :appId, 3))")
        .bind("appId", appId)
        .then()
        .then(
            database
                .sql(
                    """
                    select count(*) < :most from deposit_moves
                    where app_id = :appId and kind = 'PAY_IN'
                      and requested_at > clock_timestamp() - interval '24 hours'
                    """)
                .bind("appId", appId)
                .bind("most", MOST_A_DAY)
                .mapValue(Boolean.class)
                .one());
  }

  /** The new move's id; empty where its form or change made one before. */
  Mono<Long> add(NewMove move) {
    return database
        .sql(
            """
            insert into deposit_moves
              (app_id, owner, kind, coin_id, amount, reason, key, requested_by, change_id)
            values (:appId, :owner, :kind, :coinId, :amount, :reason, :key, :requestedBy, :changeId)
            on conflict do nothing returning id
            """)
        .bind("appId", move.appId())
        .bind("owner", move.owner())
        .bind("kind", move.kind().name())
        .bind("coinId", move.coin().id())
        .bind("amount", move.amount())
        .bind("reason", move.reason())
        .bind("key", Parameters.in(R2dbcType.VARCHAR, move.key()))
        .bind("requestedBy", Parameters.in(R2dbcType.BIGINT, move.requestedBy()))
        .bind("changeId", Parameters.in(R2dbcType.BIGINT, move.changeId()))
        .mapValue(Long.class)
        .one();
  }

  /** A move as the form asked for it. */
  record FormMove(long id, int coinId, BigDecimal amount) {

    boolean isOf(Coin coin, BigDecimal other) {
      return coinId == coin.id() && amount.compareTo(other) == 0;
    }
  }

  /** The move that a form made. */
  Mono<FormMove> byKey(String appId, String key) {
    return database
        .sql("select id, coin_id, amount from deposit_moves where app_id = :appId and key = :key")
        .bind("appId", appId)
        .bind("key", key)
        .mapProperties(FormMove.class)
        .one();
  }

  Mono<DepositMoveState> state(long id) {
    return database
        .sql("select state from deposit_moves where id = :id")
        .bind("id", id)
        .mapValue(String.class)
        .one()
        .map(DepositMoveState::valueOf);
  }

  Flux<Long> open(int limit) {
    return database
        .sql(
            """
            select id from deposit_moves
            where state = 'REQUESTED' or state = 'POSTED' and notified_at is null
            order by id limit :limit
            """)
        .bind("limit", limit)
        .mapValue(Long.class)
        .all();
  }

  /**
   * Locks a move until the transaction ends; empty where another one is locked: each of them needs
   * two connections, of which many at once would leave none for payments.
   */
  Mono<OpenMove> lock(long id) {
    return database
        .sql(
            """
            select id, app_id, owner, kind, coin_id, amount, state
            from deposit_moves
            where id = :id and pg_try_advisory_xact_lock(hashtextextended('deposits', 3))
            for update
            """)
        .bind("id", id)
        .mapProperties(OpenMove.class)
        .one();
  }

  Mono<Void> set(long id, DepositMoveState state) {
    return database
        .sql("update deposit_moves set state = :state where id = :id")
        .bind("state", state.name())
        .bind("id", id)
        .then();
  }

  Mono<Void> markNotified(long id) {
    return database
        .sql("update deposit_moves set notified_at = clock_timestamp() where id = :id")
        .bind("id", id)
        .then();
  }

  /** Makes the note of what is held after a move. */
  Mono<NoteDeposit> note(OpenMove move) {
    return database
        .sql(
            """
            select c.code, a.balance, a.entries from accounts a join coins c on c.id = a.coin_id
            where a.owner = :owner and a.kind = 'DEPOSIT' and a.coin_id = :coinId
            """)
        .bind("owner", move.owner())
        .bind("coinId", move.coinId())
        .map(
            row ->
                new NoteDeposit(
                    move.appId(),
                    value(row, "code", String.class),
                    amount(row, "balance"),
                    value(row, "entries", Long.class)))
        .one();
  }

  Mono<DepositFound> read(String appId, long owner) {
    return Mono.zip(held(owner), moves(appId).collectList())
        .map(both -> new DepositFound(appId, both.getT1(), both.getT2()));
  }

  /** What is held, by coin code. */
  Mono<Map<String, BigDecimal>> held(long owner) {
    return database
        .sql(
            """
            select c.code, a.balance from accounts a join coins c on c.id = a.coin_id
            where a.owner = :owner and a.kind = 'DEPOSIT' and a.balance > 0
            """)
        .bind("owner", owner)
        .map(row -> Map.entry(value(row, "code", String.class), amount(row, "balance")))
        .all()
        .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new);
  }

  private Flux<DepositMove> moves(String appId) {
    return database
        .sql(
            """
            select m.id, m.kind, c.code, m.amount, m.reason, m.state, m.requested_at
            from deposit_moves m join coins c on c.id = m.coin_id
            where m.app_id = :appId order by m.id desc limit :limit
            """)
        .bind("appId", appId)
        .bind("limit", MOST_SHOWN)
        .map(DepositMoves::move)
        .all();
  }

  private static DepositMove move(Readable row) {
    return new DepositMove(
        value(row, "id", Long.class),
        DepositMoveKind.valueOf(value(row, "kind", String.class)),
        value(row, "code", String.class),
        amount(row, "amount"),
        value(row, "reason", String.class),
        DepositMoveState.valueOf(value(row, "state", String.class)),
        value(row, "requested_at", Instant.class));
  }

  private static BigDecimal amount(Readable row, String column) {
    return Amounts.canonical(value(row, column, BigDecimal.class));
  }
}
