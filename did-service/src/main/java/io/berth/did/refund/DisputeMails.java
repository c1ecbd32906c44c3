package io.berth.did.refund;

import io.berth.api.Outcome;
import io.berth.api.order.RefundNotice.DisputeEvent;
import io.berth.api.order.RefundNotice.MailDispute;
import io.berth.did.mail.Mails;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import java.util.Locale;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mails what happens to disputes to the user, the company, and the operators who decide. */
@Component
class DisputeMails {

  /** Disputes of many users must not fill anybody's mailbox. */
  private static final int PER_DAY = 50;

  private static final String READERS =
      """
      select a.login, coalesce(a.language, 'en') as language, app.name::text as names,
        case when a.uid = :uid then 'USER'
          when m.uid is not null then 'COMPANY' else 'OPERATOR' end as part
      from apps app, accounts a
        left join company_members m on m.uid = a.uid and m.role in ('OWNER', 'FINANCE', 'SUPPORT')
          and m.company_id = (select company_id from apps where app_id = :app)
      where app.app_id = :app and a.frozen_at is null
        and (a.uid = :uid or m.uid is not null
          or :decides and a.uid in (select uid from operator_terms where ended_at is null))
      order by a.uid = :uid desc, a.uid limit 50
      """;

  private enum Part {
    USER,
    COMPANY,
    OPERATOR
  }

  private record Reader(String login, String language, String names, String part)
      implements ReaderMails.Reader {}

  private final DatabaseClient database;
  private final ReaderMails readerMails;
  private final Mails mails;
  private final PlatformProperties platform;

  DisputeMails(
      DatabaseClient database, ReaderMails readerMails, Mails mails, PlatformProperties platform) {
    this.database = database;
    this.readerMails = readerMails;
    this.mails = mails;
    this.platform = platform;
  }

  /** Refuses, so that it is asked again, where none of the mails could be handed over. */
  Mono<Outcome> mail(MailDispute dispute) {
    boolean decides =
        dispute.event() == DisputeEvent.ANSWERED || dispute.event() == DisputeEvent.UNANSWERED;
    Flux<Reader> readers =
        database
            .sql(READERS)
            .bind("uid", dispute.uid())
            .bind("app", dispute.app())
            .bind("decides", decides)
            .mapProperties(Reader.class)
            .all();
    return readerMails.send("dispute", PER_DAY, readers, reader -> send(dispute, reader));
  }

  private Mono<Void> send(MailDispute dispute, Reader reader) {
    String name = Names.in(reader.language, Names.read(reader.names), dispute.app());
    Mails.Dispute mail =
        new Mails.Dispute(
            dispute.event().name().toLowerCase(Locale.ROOT),
            name,
            dispute.amount(),
            dispute.tradeNo(),
            dispute.text().isEmpty() ? "–" : dispute.text(),
            platform.origin() + page(dispute, Part.valueOf(reader.part)));
    return mails.dispute(reader.login, reader.language, mail);
  }

  private static String page(MailDispute dispute, Part part) {
    return switch (part) {
      case USER -> "/account/payments/" + dispute.orderId();
      case COMPANY -> "/console/apps/" + dispute.app() + "/disputes/" + dispute.dispute();
      case OPERATOR -> "/console/operator/disputes/" + dispute.dispute();
    };
  }
}
