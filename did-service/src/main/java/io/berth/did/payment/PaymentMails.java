package io.berth.did.payment;

import io.berth.api.Realm;
import io.berth.did.mail.Mails;
import io.berth.did.payment.PaymentNotices.Due;
import io.berth.did.secret.Digests;
import io.berth.did.subscription.NoticeTopic;
import io.berth.did.subscription.UnsubscribeLinks;
import io.berth.did.subscription.UnsubscribeLinks.Subscription;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mails people their receipts, payouts and refunds. */
@Component
class PaymentMails {
  private static final Logger log = LoggerFactory.getLogger(PaymentMails.class);
  private static final int STEP = 20;
  private static final int ID_BYTES = 16;

  private final PaymentNotices notices;
  private final Mails mails;
  private final UnsubscribeLinks links;
  private final PlatformProperties platform;

  PaymentMails(
      PaymentNotices notices, Mails mails, UnsubscribeLinks links, PlatformProperties platform) {
    this.notices = notices;
    this.mails = mails;
    this.links = links;
    this.platform = platform;
  }

  /** No row and no connection of the database is held while the mail server is waited for. */
  Mono<Void> round() {
    return notices
        .take(STEP)
        .collectList()
        .flatMap(
            due -> Mono.when(due.stream().map(this::send).toList()).thenReturn(due.size() == STEP))
        .repeat()
        .takeWhile(more -> more)
        .then();
  }

  private Mono<Void> send(Due due) {
    NoticeTopic topic = NoticeTopic.valueOf(due.topic());
    String page = platform.origin(Realm.of(due.uid())) + "/account/payments/" + due.orderId();
    Mails.Optional mail =
        new Mails.Optional(
            topic.field(),
            Names.in(due.language(), Names.read(due.names()), Realm.publicId(due.appId())),
            List.of(due.amount(), page),
            due.lastOfHour() ? "mail.payments.last" : "",
            links.link(new Subscription(due.uid(), topic)),
            HexFormat.of().formatHex(Digests.sha256(due.eventId()), 0, ID_BYTES));
    return mails
        .optional(due.login(), due.language(), mail)
        .then(notices.mailed(due))
        .onErrorResume(
            failure -> {
              log.warn("a mail about a payment was not sent: {}", failure.toString());
              return Mono.empty();
            });
  }
}
