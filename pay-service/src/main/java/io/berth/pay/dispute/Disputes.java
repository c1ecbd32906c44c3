package io.berth.pay.dispute;

import static java.util.Objects.requireNonNull;

import io.berth.api.dispute.Dispute;
import io.berth.api.dispute.Dispute.State;
import io.berth.api.order.Order;
import io.berth.pay.access.Amounts;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.R2dbcType;
import io.r2dbc.spi.Readable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores disputes. */
@Repository
class Disputes {
  private static final String SELECT =
      """
      select id, app_id, order_id, trade_no, uid, amount, coin, reason, text, state, opened_at,
        answer_by, answer, answered_at, decision, decided_at
      from disputes
      """;

  private final DatabaseClient database;

  Disputes(DatabaseClient database) {
    this.database = database;
  }

  /** Latest first. */
  Mono<List<Dispute>> ofOrder(long orderId) {
    return database
        .sql(SELECT + "where order_id = :orderId order by number desc")
        .bind("orderId", orderId)
        .map(Disputes::row)
        .all()
        .collectList();
  }

  Mono<Dispute> find(long id) {
    return database.sql(SELECT + "where id = :id").bind("id", id).map(Disputes::row).one();
  }

  /** What is left of a payment. */
  Mono<BigDecimal> refundable(long orderId) {
    return database
        .sql("select greatest(amount - returned, 0) from orders where id = :orderId")
        .bind("orderId", orderId)
        .mapValue(BigDecimal.class)
        .one()
        .map(Amounts::canonical);
  }

  Flux<Dispute> ofApp(String appId, boolean open, long before, int limit) {
    return database
        .sql(
            SELECT
                + "where app_id = :appId and id < :before"
                + (open ? " and decided_at is null" : "")
                + " order by id desc limit :limit")
        .bind("appId", appId)
        .bind("before", before)
        .bind("limit", limit)
        .map(Disputes::row)
        .all();
  }

  /** Those that the operator has to decide, oldest first, or all, latest first. */
  Flux<Dispute> ofAll(boolean waiting, long before, int limit) {
    return database
        .sql(
            SELECT
                + (waiting
                    ? "where state in ('ANSWERED', 'UNANSWERED') and id < :before order by id"
                    : "where id < :before order by id desc")
                + " limit :limit")
        .bind("before", before)
        .bind("limit", limit)
        .map(Disputes::row)
        .all();
  }

  private static Dispute row(Readable row) {
    return new Dispute(
        requireNonNull(row.get("id", Long.class)),
        text(row, "app_id"),
        requireNonNull(row.get("order_id", Long.class)),
        text(row, "trade_no"),
        requireNonNull(row.get("uid", Long.class)),
        Amounts.canonical(requireNonNull(row.get("amount", BigDecimal.class))),
        text(row, "coin"),
        Dispute.Reason.valueOf(text(row, "reason")),
        text(row, "text"),
        State.valueOf(text(row, "state")),
        requireNonNull(row.get("opened_at", Instant.class)),
        requireNonNull(row.get("answer_by", Instant.class)),
        text(row, "answer"),
        row.get("answered_at", Instant.class),
        text(row, "decision"),
        row.get("decided_at", Instant.class));
  }

  private static String text(Readable row, String column) {
    return requireNonNull(row.get(column, String.class), column);
  }

  /** Holds what the user opens until the transaction ends; returns how many of the last day. */
  Mono<Long> lockAndCount(long uid) {
    return database
        .sql("select pg_advisory_xact_lock(hashtextextended('disputes ' || :uid, 5))")
        .bind("uid", Long.toString(uid))
        .then()
        .then(
            database
                .sql(
                    """
                    select count(*) from disputes
                    where uid = :uid and opened_at > clock_timestamp() - interval '1 day'
                    """)
                .bind("uid", uid)
                .mapValue(Long.class)
                .one());
  }

  /**
   * Returns the dispute's id.
   *
   * @param number counts the disputes of the order
   * @param refundNo trade number of its refund
   */
  Mono<Long> open(Order order, int number, String refundNo, Report report, Duration answerWithin) {
    return database
        .sql(
            """
            insert into disputes (app_id, order_id, number, trade_no, uid, amount, coin, reason,
              text, answer_by, refund_no)
            values (:appId, :orderId, :number, :tradeNo, :uid, :amount, :coin, :reason, :text,
              clock_timestamp() + make_interval(secs => :seconds), :refundNo)
            returning id
            """)
        .bind("appId", order.appId())
        .bind("orderId", order.id())
        .bind("number", number)
        .bind("tradeNo", order.tradeNo())
        .bind("uid", requireNonNull(order.uid()))
        .bind("amount", order.amount())
        .bind("coin", order.coin())
        .bind("reason", report.reason().name())
        .bind("text", report.text().strip())
        .bind("seconds", (double) answerWithin.toSeconds())
        .bind("refundNo", refundNo)
        .mapValue(Long.class)
        .one();
  }

  /** A user's words about a payment. */
  record Report(Dispute.Reason reason, String text) {}

  /** False where it is no longer the company's turn. */
  Mono<Boolean> answer(long id, String answer, long uid) {
    return changed(
        database
            .sql(
                """
                update disputes set state = 'ANSWERED', answer = :answer, answered_by = :uid,
                  answered_at = clock_timestamp()
                where id = :id and state = 'OPEN'
                """)
            .bind("answer", answer.strip())
            .bind("uid", uid)
            .bind("id", id));
  }

  /** False where it is decided, or a refund of it is being made. */
  Mono<Boolean> close(long id, String reason, long operator) {
    return changed(
        database
            .sql(
                """
                update disputes set state = 'CLOSED', decision = :reason, decided_by = :operator,
                  decided_at = clock_timestamp(), refunding_until = null
                where id = :id and decided_at is null
                  and (refunding_until is null or refunding_until < clock_timestamp())
                """)
            .bind("reason", reason.strip())
            .bind("operator", operator)
            .bind("id", id));
  }

  /**
   * The number of its refund, for a minute in which nobody can close the dispute; empty where it is
   * decided. A refund takes seconds, and has one number however often it is asked for.
   */
  Mono<String> beginRefund(long id) {
    return database
        .sql(
            """
            update disputes set refunding_until = clock_timestamp() + interval '1 minute'
            where id = :id and decided_at is null returning refund_no
            """)
        .bind("id", id)
        .mapValue(String.class)
        .one();
  }

  Mono<Void> cancelRefund(long id) {
    return database
        .sql("update disputes set refunding_until = null where id = :id and decided_at is null")
        .bind("id", id)
        .then();
  }

  /**
   * Ends disputes whose refund was made, with the refund's own reason; returns their ids.
   *
   * @param id null for all of them
   */
  Flux<Long> closeRefunded(@Nullable Long id) {
    return database
        .sql(
            """
            update disputes d set state = 'REFUNDED', decision = r.attributes ->> 'reason',
              decided_by = cast(r.attributes ->> 'refundedBy' as bigint),
              decided_at = clock_timestamp(), refunding_until = null
            from order_numbers n, orders r
            where d.decided_at is null and d.refunding_until is not null
              and (cast(:id as bigint) is null or d.id = :id)
              and n.app_id = d.app_id and n.trade_no = d.refund_no
              and r.id = n.order_id and r.status = 'PAID'
            returning d.id
            """)
        .bind("id", Parameters.in(R2dbcType.BIGINT, id))
        .mapValue(Long.class)
        .all();
  }

  /**
   * Ends disputes whose payments were wholly refunded otherwise, with the reason of the last refund
   * where a person gave one; returns their ids. A refund of the dispute itself that is being made
   * comes first.
   */
  Flux<Long> closeRefundedElsewhere(int limit) {
    return database
        .sql(
            """
            with due as (
              select d.id, d.app_id, d.trade_no, d.uid
              from disputes d join orders o on o.id = d.order_id
              where d.decided_at is null and o.returned >= o.amount
                and (d.refunding_until is null or d.refunding_until < clock_timestamp())
              order by d.id limit :limit for update of d skip locked)
            update disputes d set state = 'REFUNDED', decided_at = clock_timestamp(),
              refunding_until = null, decision = coalesce(last.attributes ->> 'reason', ''),
              decided_by = cast(last.attributes ->> 'refundedBy' as bigint)
            from due left join lateral (
              select case when r.attributes -> 'refundedBy' is not null then r.attributes end
                as attributes
              from orders r
              where r.uid = due.uid and r.app_id = due.app_id and r.return_of = due.trade_no
                and r.status = 'PAID'
              order by r.id desc limit 1) last on true
            where d.id = due.id returning d.id
            """)
        .bind("limit", limit)
        .mapValue(Long.class)
        .all();
  }

  /** Gives disputes to the operator that were not answered in time. */
  Flux<Long> expire(int limit) {
    return database
        .sql(
            """
            with due as (
              select id from disputes where state = 'OPEN' and answer_by <= clock_timestamp()
              order by answer_by limit :limit for update skip locked)
            update disputes d set state = 'UNANSWERED' from due where d.id = due.id
            returning d.id
            """)
        .bind("limit", limit)
        .mapValue(Long.class)
        .all();
  }

  private static Mono<Boolean> changed(DatabaseClient.GenericExecuteSpec statement) {
    return statement.fetch().rowsUpdated().map(rows -> rows > 0);
  }
}
