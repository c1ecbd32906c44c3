package io.berth.pay.refund;

import io.berth.api.Caller;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand.RefundOrder;
import io.berth.service.audit.AuditLog;
import io.berth.service.wakeup.WakeUpSignal;
import java.math.BigDecimal;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Stores who is to be mailed about refunds that people make. A row comes before its refund, so that
 * a crash between them loses no mail, and counts once the refund is there.
 */
@Repository
public class RefundNotices {

  private final DatabaseClient database;
  private final AuditLog audit;
  private final TransactionalOperator transaction;
  private final WakeUpSignal refunded = new WakeUpSignal();

  RefundNotices(DatabaseClient database, AuditLog audit, TransactionalOperator transaction) {
    this.database = database;
    this.audit = audit;
    this.transaction = transaction;
  }

  /** Records that a person asks for a refund. */
  Mono<Void> add(RefundOrder command, Order original, Caller caller) {
    return database
        .sql(
            """
            insert into refund_notices (app_id, trade_no, reason) values (:app, :number, :reason)
            on conflict (app_id, trade_no) do update set reason = excluded.reason
            """)
        .bind("app", original.appId())
        .bind("number", command.tradeNo())
        .bind("reason", command.reason().strip())
        .then()
        .then(
            audit.write(
                caller,
                "order.refund",
                "order/" + original.id(),
                command.reason().strip(),
                Map.of(
                    "app", original.appId(),
                    "tradeNo", command.tradeNo(),
                    "amount", command.amount().toPlainString() + ' ' + original.coin())))
        .as(transaction::transactional);
  }

  /** Tells those who send mails that a refund is there. */
  void refunded() {
    refunded.signal();
  }

  /** Signals refunds that people made through this instance. */
  public Flux<Boolean> refunds() {
    return refunded.signals();
  }

  /**
   * @param orderId of the payment
   * @param paidTradeNo of the payment
   */
  record Notice(
      String appId,
      String tradeNo,
      String reason,
      long uid,
      long orderId,
      String paidTradeNo,
      BigDecimal amount,
      String coin) {}

  /** Takes one for ten minutes, longer than its mails need; then it is to be mailed again. */
  Mono<Notice> take() {
    return database
        .sql(
            """
            with due as (
              select n.app_id, n.trade_no, o.uid, o.amount, c.code as coin,
                     p.order_id, o.return_of as paid_trade_no
              from refund_notices n
              join order_numbers r on r.app_id = n.app_id and r.trade_no = n.trade_no
              join orders o on o.id = r.order_id
              join coins c on c.id = o.coin_id
              join order_numbers p on p.app_id = n.app_id and p.trade_no = o.return_of
              where n.mailing_until is null or n.mailing_until < clock_timestamp()
              order by n.requested_at limit 1 for update of n skip locked)
            update refund_notices n set mailing_until = clock_timestamp() + interval '10 minutes'
            from due where n.app_id = due.app_id and n.trade_no = due.trade_no
            returning n.app_id, n.trade_no, n.reason, due.uid, due.order_id, due.paid_trade_no,
              due.amount, due.coin
            """)
        .mapProperties(Notice.class)
        .one();
  }

  Mono<Void> delete(Notice notice) {
    return database
        .sql("delete from refund_notices where app_id = :app and trade_no = :number")
        .bind("app", notice.appId())
        .bind("number", notice.tradeNo())
        .then();
  }
}
