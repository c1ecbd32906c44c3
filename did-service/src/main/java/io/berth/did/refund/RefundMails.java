package io.berth.did.refund;

import io.berth.api.Outcome;
import io.berth.api.order.RefundNotice.MailRefund;
import io.berth.did.mail.Mails;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Mails a refund to the owners of the app's company; the user is mailed as of any refund. */
@Component
class RefundMails {

  /** Small refunds of one order, again and again, must not fill anybody's mailbox. */
  private static final int PER_DAY = 20;

  private static final String READERS =
      """
      select a.login, coalesce(a.language, 'en') as language, app.name::text as names
      from accounts a, apps app
      where app.app_id = :app and a.frozen_at is null
        and a.uid in (select uid from company_members m
                      where m.company_id = app.company_id and m.role = 'OWNER')
      order by a.uid limit 20
      """;

  record Reader(String login, String language, String names) implements ReaderMails.Reader {}

  private final DatabaseClient database;
  private final ReaderMails readerMails;
  private final Mails mails;
  private final PlatformProperties platform;

  RefundMails(
      DatabaseClient database, ReaderMails readerMails, Mails mails, PlatformProperties platform) {
    this.database = database;
    this.readerMails = readerMails;
    this.mails = mails;
    this.platform = platform;
  }

  /** Refuses, so that it is asked again, where none of the mails could be handed over. */
  Mono<Outcome> mail(MailRefund refund) {
    return readerMails.send(
        "refund", PER_DAY, owners(database, refund.app()), reader -> send(refund, reader));
  }

  static Flux<Reader> owners(DatabaseClient database, String app) {
    return database.sql(READERS).bind("app", app).mapProperties(Reader.class).all();
  }

  private Mono<Void> send(MailRefund refund, Reader reader) {
    String name = Names.in(reader.language, Names.read(reader.names), refund.app());
    return mails.refunded(
        reader.login,
        reader.language,
        new Mails.Refund(
            name,
            refund.amount(),
            refund.tradeNo(),
            refund.reason(),
            platform.origin() + "/console/apps/" + refund.app() + "/orders/" + refund.orderId()));
  }
}
