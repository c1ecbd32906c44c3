package io.berth.pay.dispute;

import io.berth.api.Outcome;
import io.berth.api.order.RefundNotice.DisputeEvent;
import io.berth.api.order.RefundNotice.MailDispute;
import io.berth.pay.access.Amounts;
import io.berth.pay.did.DidService;
import io.berth.service.wakeup.WakeUpSignal;
import java.math.BigDecimal;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores what people are to be mailed about disputes, and has did-service mail it. */
@Repository
class DisputeNotices {
  private static final String MAIL = "dispute:mail";

  private final DatabaseClient database;
  private final DidService did;
  private final WakeUpSignal added = new WakeUpSignal();

  DisputeNotices(DatabaseClient database, DidService did) {
    this.database = database;
    this.did = did;
  }

  /** Belongs into the transaction of what happened. */
  Mono<Void> add(long dispute, DisputeEvent event) {
    return database
        .sql("insert into dispute_notices (dispute_id, event) values (:dispute, :event)")
        .bind("dispute", dispute)
        .bind("event", event.name())
        .then();
  }

  /** Has them mailed at once, when their transaction has ended. */
  void added() {
    added.signal();
  }

  Flux<Boolean> signals() {
    return added.signals();
  }

  private record Notice(
      long id,
      long dispute,
      String appId,
      long uid,
      long orderId,
      String tradeNo,
      BigDecimal amount,
      String coin,
      String event,
      String text) {}

  /** Ends early where did-service does not answer: its mails come with a later round. */
  Mono<Void> mail() {
    return take().flatMap(this::send).defaultIfEmpty(false).repeat().takeWhile(sent -> sent).then();
  }

  /** Takes one for ten minutes, longer than its mails need; then it is to be mailed again. */
  private Mono<Notice> take() {
    return database
        .sql(
            """
            with due as (
              select id from dispute_notices
              where created_at > clock_timestamp() - interval '1 day'
                and (mailing_until is null or mailing_until < clock_timestamp())
              order by id limit 1 for update skip locked)
            update dispute_notices n set mailing_until = clock_timestamp() + interval '10 minutes'
            from due, disputes d where n.id = due.id and d.id = n.dispute_id
            returning n.id, d.id as dispute, d.app_id, d.uid, d.order_id, d.trade_no, d.amount,
              d.coin, n.event, case n.event when 'OPENED' then d.text when 'ANSWERED' then d.answer
                when 'UNANSWERED' then '' else d.decision end as text
            """)
        .mapProperties(Notice.class)
        .one();
  }

  private Mono<Boolean> send(Notice notice) {
    MailDispute mail =
        new MailDispute(
            notice.dispute,
            notice.appId,
            notice.uid,
            notice.orderId,
            notice.tradeNo,
            Amounts.canonical(notice.amount).toPlainString() + ' ' + notice.coin,
            DisputeEvent.valueOf(notice.event),
            notice.text);
    return did.ask(mail, MAIL, "dispute-" + notice.dispute)
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Done
                    ? delete(notice.id).thenReturn(true)
                    : Mono.just(false));
  }

  private Mono<Void> delete(long id) {
    return database
        .sql(
            """
            delete from dispute_notices
            where id = :id or created_at < clock_timestamp() - interval '1 day'
            """)
        .bind("id", id)
        .then();
  }
}
