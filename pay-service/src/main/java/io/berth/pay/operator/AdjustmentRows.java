package io.berth.pay.operator;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.operator.OperatorPayCommand.ReadAdjustments;
import io.berth.api.operator.OperatorPayCommand.RequestAdjustment;
import io.berth.api.operator.OperatorPayCommand.Side;
import io.berth.api.operator.OperatorPayOutcome;
import io.berth.api.operator.OperatorPayOutcome.Adjustment;
import io.berth.api.operator.OperatorPayOutcome.AdjustmentState;
import io.berth.pay.access.Amounts;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores adjustments. */
@Repository
class AdjustmentRows {
  private static final int PAGE = 50;

  private static final String SELECT =
      """
      select d.*, c.code as coin from adjustments d join coins c on c.id = d.coin_id
      """;

  private final DatabaseClient database;

  AdjustmentRows(DatabaseClient database) {
    this.database = database;
  }

  /** Keeps an operator's requests in a row until the transaction ends. */
  Mono<Void> lockRequester(long uid) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('adjustments of ' || :uid::text, 3))")
        .bind("uid", Long.toString(uid))
        .then();
  }

  /** Value that this operator has moved within a day without approval. */
  Mono<BigDecimal> movedAlone(long uid) {
    return database
        .sql(
            """
            select coalesce(sum(value_usdt), 0) from adjustments
            where requested_by = :uid and requested_at > clock_timestamp() - interval '24 hours'
              and decided_by is null and state in ('APPROVED', 'POSTED')
            """)
        .bind("uid", uid)
        .mapValue(BigDecimal.class)
        .one();
  }

  /** Stores an adjustment; its id. */
  Mono<Long> insert(NewAdjustment adjustment) {
    RequestAdjustment request = adjustment.request();
    Long seconds = adjustment.aloneSeconds();
    return database
        .sql(
            """
            insert into adjustments (key, side, uid, account, coin_id, amount, reason, state,
              value_usdt, requested_by, applies_at)
            values (:key, :side, :uid, :account, (select id from coins where code = :coin), :amount,
              :reason, :state, :value, :by, clock_timestamp() + make_interval(secs => :alone))
            returning id
            """)
        .bind("key", request.key())
        .bind("side", request.side().name())
        .bind("uid", request.uid())
        .bind("account", request.account().name())
        .bind("coin", request.coin())
        .bind("amount", request.amount())
        .bind("reason", request.reason().strip())
        .bind("state", adjustment.state().name())
        .bind("value", Parameters.in(R2dbcType.NUMERIC, adjustment.valueUsdt()))
        .bind("by", adjustment.requester())
        .bind("alone", Parameters.in(R2dbcType.DOUBLE, seconds == null ? null : (double) seconds))
        .map(AdjustmentRows::id)
        .one();
  }

  /** A page of adjustments, newest first. */
  Mono<Outcome> page(ReadAdjustments read) {
    return before(read.before(), read.waiting(), PAGE + 1)
        .collectList()
        .map(
            found ->
                new OperatorPayOutcome.Adjustments(
                    found.subList(0, Math.min(PAGE, found.size())), found.size() > PAGE));
  }

  Mono<Outcome> outcome(long id) {
    return find(id).map(OperatorPayOutcome.AdjustmentFound::new);
  }

  Mono<Adjustment> find(long id) {
    return database.sql(SELECT + "where d.id = :id").bind("id", id).map(AdjustmentRows::read).one();
  }

  Mono<Adjustment> byKey(String key) {
    return database
        .sql(SELECT + "where d.key = :key")
        .bind("key", key)
        .map(AdjustmentRows::read)
        .one();
  }

  private Flux<Adjustment> before(@Nullable Long before, boolean waiting, int limit) {
    return database
        .sql(
            SELECT
                + """
                where d.id < coalesce(:before, 9223372036854775807)
                  and (not :waiting or d.state = 'WAITING')
                order by d.id desc limit :limit
                """)
        .bind("before", Parameters.in(R2dbcType.BIGINT, before))
        .bind("waiting", waiting)
        .bind("limit", limit)
        .map(AdjustmentRows::read)
        .all();
  }

  /**
   * Decides a waiting adjustment. False where it does not wait, or where the requester does
   * anything but withdraw it.
   *
   * @param decider null where its time has come
   */
  Mono<Boolean> decide(
      long id, AdjustmentState state, @Nullable Long decider, @Nullable String reason) {
    return database
        .sql(
            """
            update adjustments set state = :state, decided_by = :by,
              decided_at = case when :by::bigint is not null then clock_timestamp() end,
              decision_reason = :reason
            where id = :id and state = 'WAITING'
              and ((requested_by = :by) is not true or :state = 'WITHDRAWN')
            """)
        .bind("state", state.name())
        .bind("by", Parameters.in(R2dbcType.BIGINT, decider))
        .bind("reason", Parameters.in(R2dbcType.VARCHAR, reason))
        .bind("id", id)
        .fetch()
        .rowsUpdated()
        .map(rows -> rows > 0);
  }

  /**
   * Locks an approved adjustment until the transaction ends. Waits for another transaction that has
   * it; empty where that one has posted or refused it.
   */
  Mono<Adjustment> lockApproved(long id) {
    return database
        .sql(SELECT + "where d.id = :id and d.state = 'APPROVED' for update of d")
        .bind("id", id)
        .map(AdjustmentRows::read)
        .one();
  }

  Flux<Long> approved(int limit) {
    return database
        .sql("select id from adjustments where state = 'APPROVED' order by id limit :limit")
        .bind("limit", limit)
        .map(AdjustmentRows::id)
        .all();
  }

  /** Adjustments that are due without a second operator. */
  Flux<Adjustment> due(int limit) {
    return some("d.applies_at <= clock_timestamp()", limit);
  }

  /** Adjustments that waited a week for a decision. */
  Flux<Adjustment> expired(int limit) {
    return some(
        "d.applies_at is null and d.requested_at < clock_timestamp() - interval '7 days'", limit);
  }

  /** Adjustments that the operators have no mail about yet. */
  Flux<Adjustment> unnotified(int limit) {
    return some("d.told_at is null", limit);
  }

  private Flux<Adjustment> some(String which, int limit) {
    return database
        .sql(SELECT + "where d.state = 'WAITING' and " + which + " order by d.id limit :limit")
        .bind("limit", limit)
        .map(AdjustmentRows::read)
        .all();
  }

  Mono<Void> markNotified(List<Long> ids) {
    return database
        .sql("update adjustments set told_at = clock_timestamp() where id = any (:ids)")
        .bind("ids", ids.toArray(Long[]::new))
        .then();
  }

  /**
   * @param transferId null where nothing was posted
   */
  Mono<Void> finish(long id, AdjustmentState state, @Nullable Long transferId) {
    return database
        .sql(
            """
            update adjustments set state = :state, transfer_id = :transfer,
              finished_at = clock_timestamp()
            where id = :id
            """)
        .bind("state", state.name())
        .bind("transfer", Parameters.in(R2dbcType.BIGINT, transferId))
        .bind("id", id)
        .then();
  }

  private static long id(Readable row) {
    return Objects.requireNonNull(row.get("id", Long.class));
  }

  private static Adjustment read(Readable row) {
    return new Adjustment(
        id(row),
        Side.valueOf(text(row, "side")),
        Objects.requireNonNull(row.get("uid", Long.class)),
        AccountKind.valueOf(text(row, "account")),
        text(row, "coin"),
        Amounts.canonical(Objects.requireNonNull(row.get("amount", BigDecimal.class))),
        text(row, "reason"),
        AdjustmentState.valueOf(text(row, "state")),
        Objects.requireNonNull(row.get("requested_by", Long.class)),
        Objects.requireNonNull(row.get("requested_at", Instant.class)),
        row.get("applies_at", Instant.class),
        row.get("decided_by", Long.class),
        row.get("decided_at", Instant.class),
        row.get("decision_reason", String.class),
        row.get("transfer_id", Long.class));
  }

  private static String text(Readable row, String column) {
    return Objects.requireNonNull(row.get(column, String.class));
  }
}
