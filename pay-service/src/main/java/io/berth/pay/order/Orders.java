package io.berth.pay.order;

import io.berth.api.ErrorCode;
import io.berth.api.order.OrderReference;
import io.berth.api.order.OrderStatus;
import io.berth.pay.access.Refused;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Stores orders: finds them by id and number, and ends them other than by payment. */
@Repository
public class Orders {

  private final DatabaseClient database;
  private final OrderRows rows;

  Orders(DatabaseClient database, OrderRows rows) {
    this.database = database;
    this.rows = rows;
  }

  /** Empty where there is no such order. */
  public Mono<StoredOrder> byId(long id) {
    return database
        .sql(
            "select "
                + OrderRows.COLUMNS
                + " from orders o join coins c on c.id = o.coin_id where o.id = :id")
        .bind("id", id)
        .map(rows::stored)
        .one();
  }

  /** The latest attempt with this number; empty where there is none. */
  public Mono<StoredOrder> byNumber(String appId, String tradeNo) {
    return database
        .sql(
            "select "
                + OrderRows.COLUMNS
                + """
                 from order_numbers n
                 join orders o on o.id = n.order_id
                 join coins c on c.id = o.coin_id
                where n.app_id = :app and n.trade_no = :number
                """)
        .bind("app", appId)
        .bind("number", tradeNo)
        .map(rows::stored)
        .one();
  }

  /** Whether an order had this number at any time; numbers are never given back. */
  public Mono<Boolean> isUsed(String appId, String tradeNo) {
    return database
        .sql(
            """
            select exists (
              select from order_numbers where app_id = :app and trade_no = :number)
            """)
        .bind("app", appId)
        .bind("number", tradeNo)
        .mapValue(Boolean.class)
        .one();
  }

  /** True, or {@link Refused} where an order had this number at any time. */
  public Mono<Boolean> requireUnused(String appId, String tradeNo) {
    return isUsed(appId, tradeNo)
        .filter(used -> !used)
        .map(used -> true)
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.ORDER_EXISTS, tradeNo));
  }

  /** An order of this app; {@link Refused} where it has none such. */
  public Mono<StoredOrder> find(String appId, OrderReference reference) {
    Mono<StoredOrder> found =
        switch (reference) {
          case OrderReference.TradeNo(String tradeNo) -> byNumber(appId, tradeNo);
          case OrderReference.OrderId(long id) -> ofApp(appId, id);
          case OrderReference.TradeNoAndOrderId(String tradeNo, long id) ->
              ofApp(appId, id)
                  .doOnNext(
                      stored -> {
                        if (!stored.order().tradeNo().equals(tradeNo)) {
                          throw Refused.because(
                              ErrorCode.BAD_PARAMETER, tradeNo + " is not order " + id);
                        }
                      });
        };
    return found
        .switchIfEmpty(
            archivedBefore()
                .flatMap(
                    day ->
                        Mono.error(
                            Refused.because(
                                ErrorCode.ORDER_UNKNOWN,
                                reference + ", and orders before " + day + " are archived"))))
        .switchIfEmpty(Refused.ifEmpty(ErrorCode.ORDER_UNKNOWN, reference.toString()));
  }

  /** The first day, in UTC, whose orders are all here; empty where no month is archived. */
  public Mono<LocalDate> archivedBefore() {
    return database
        .sql("select (max(month) + interval '1 month')::date from archived_order_months")
        .map(row -> Optional.ofNullable(row.get(0, LocalDate.class)))
        .one()
        .flatMap(Mono::justOrEmpty);
  }

  private Mono<StoredOrder> ofApp(String appId, long id) {
    return byId(id).filter(stored -> stored.order().appId().equals(appId));
  }

  /**
   * Cancels a pending order; returns its state afterwards, which is another one where it had ended
   * before.
   */
  public Mono<OrderStatus> cancel(long id, String requestId) {
    return close(id, OrderStatus.CANCELLED, requestId);
  }

  /** Expires an overdue order in the same way. */
  public Mono<OrderStatus> expire(long id, String requestId) {
    return close(id, OrderStatus.EXPIRED, requestId);
  }

  private Mono<OrderStatus> close(long id, OrderStatus end, String requestId) {
    return database
        .sql("select close_order(:id, :end, :request) as status")
        .bind("id", id)
        .bind("end", end.name())
        .bind("request", requestId)
        .map(row -> OrderStatus.valueOf(Objects.requireNonNull(row.get("status", String.class))))
        .one();
  }

  /** Expires overdue prepayments, up to a limit; returns how many. */
  public Mono<Integer> expireSome(int limit, String requestId) {
    return database
        .sql("select expire_orders(:limit, :request)")
        .bind("limit", limit)
        .bind("request", requestId)
        .mapValue(Integer.class)
        .one();
  }

  /** Whether this request left an event of this kind with the order. */
  public Mono<Boolean> hasEvent(long id, String kind, String requestId) {
    return database
        .sql(
            """
            select exists (
              select from outbox
               where order_id = :id and kind = :kind and request_id = :request)
            """)
        .bind("id", id)
        .bind("kind", kind)
        .bind("request", requestId)
        .mapValue(Boolean.class)
        .one();
  }

  /** Sends the merchant another callback about the order's present state. */
  Mono<Void> resend(long id, String requestId) {
    return database
        .sql("select add_event(:id, 'REDO', :request)")
        .bind("id", id)
        .bind("request", requestId)
        .then();
  }
}
