package io.berth.pay.refund;

import io.berth.api.Outcome;
import io.berth.api.order.RefundNotice.MailRefund;
import io.berth.pay.access.Amounts;
import io.berth.pay.did.DidService;
import io.berth.pay.refund.RefundNotices.Notice;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Has did-service mail refunds that people made. */
@Component
class RefundMails {
  private static final String MAIL = "refund:mail";

  private final RefundNotices notices;
  private final DidService did;

  RefundMails(RefundNotices notices, DidService did) {
    this.notices = notices;
    this.did = did;
  }

  /** Ends early where did-service does not answer: its mails come with a later round. */
  Mono<Void> round() {
    return notices
        .take()
        .flatMap(this::send)
        .defaultIfEmpty(false)
        .repeat()
        .takeWhile(sent -> sent)
        .then();
  }

  private Mono<Boolean> send(Notice notice) {
    MailRefund mail =
        new MailRefund(
            notice.appId(),
            notice.uid(),
            notice.orderId(),
            notice.paidTradeNo(),
            Amounts.canonical(notice.amount()).toPlainString() + ' ' + notice.coin(),
            notice.reason());
    return did.ask(mail, MAIL, notice.tradeNo())
        .flatMap(
            outcome ->
                outcome instanceof Outcome.Done
                    ? notices.delete(notice).thenReturn(true)
                    : Mono.just(false));
  }
}
