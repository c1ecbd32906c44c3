package io.berth.did.refund;

import io.berth.api.Outcome;
import io.berth.api.bank.BankAccountNotice.MailBankAccount;
import io.berth.did.mail.Mails;
import io.berth.service.page.Names;
import io.berth.service.runtime.PlatformProperties;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mails the owners of an app's company where its money goes from now on. */
@Component
class BankAccountMails {
  private static final int PER_DAY = 20;

  private final DatabaseClient database;
  private final ReaderMails readerMails;
  private final Mails mails;
  private final PlatformProperties platform;

  BankAccountMails(
      DatabaseClient database, ReaderMails readerMails, Mails mails, PlatformProperties platform) {
    this.database = database;
    this.readerMails = readerMails;
    this.mails = mails;
    this.platform = platform;
  }

  /** Refuses, so that it is asked again, where none of the mails could be handed over. */
  Mono<Outcome> mail(MailBankAccount changed) {
    return readerMails.send(
        "bank account",
        PER_DAY,
        RefundMails.owners(database, changed.app()),
        owner -> send(changed, owner));
  }

  private Mono<Void> send(MailBankAccount changed, RefundMails.Reader owner) {
    return mails.account(
        owner.login(),
        owner.language(),
        "bank-account",
        Mails.oneLine(Names.in(owner.language(), Names.read(owner.names()), changed.app())),
        changed.account(),
        Mails.TIME.format(changed.usableFrom()),
        platform.origin() + "/console/apps/" + changed.app() + "/withdrawals");
  }
}
