package io.berth.did.refund;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Outcome;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.bank.BankAccountNotice.MailBankAccount;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.order.RefundNotice.DisputeEvent;
import io.berth.api.order.RefundNotice.MailDispute;
import io.berth.api.order.RefundNotice.MailRefund;
import io.berth.did.company.ConsoleFixture;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@DidServiceTest
class RefundMailsIntegrationTests {
  @Autowired Platform platform;
  @Autowired DatabaseClient database;

  @Test
  void tellsTheOwnersButNotForEver() {
    ConsoleFixture console = new ConsoleFixture(platform, database);
    Person owner = console.person();
    Person player = console.person();
    String company =
        console
            .ask(owner, null, new CreateCompany("Refunds " + owner.uid(), "en"), CompanyMade.class)
            .companyId();
    String app = Platform.name("refunds");
    console.ask(
        owner,
        null,
        new CreateApp(company, app, "dragonex", "Sky Game", "en", Map.of()),
        SecretsMade.class);
    MailRefund refund =
        new MailRefund(app, player.uid(), 42, "trade-7", "1.5 usdt", "broken sword");
    assertThat(platform.send(refund, Platform.service("identity:resolve")))
        .isInstanceOf(Outcome.Refusal.class);
    for (int i = 0; i < 21; i++) {
      assertThat(platform.send(refund, Platform.service("refund:mail")))
          .isEqualTo(new Outcome.Done());
    }
    assertThat(Mailbox.text(Mailbox.mail(owner.login(), 20)))
        .contains("1.5 usdt", "trade-7", "broken sword", "/console/apps/" + app + "/orders/42");
    assertThat(Mailbox.of(owner.login())).hasSize(20);
    assertThat(Mailbox.of(player.login())).as("the order's event mails them").isEmpty();

    MailDispute dispute =
        new MailDispute(
            7, app, player.uid(), 42, "trade-7", "1.5 usdt", DisputeEvent.ANSWERED, "in the bank");
    assertThat(platform.send(dispute, Platform.service("refund:mail")))
        .isInstanceOf(Outcome.Refusal.class);
    assertThat(platform.send(dispute, Platform.service("dispute:mail")))
        .isEqualTo(new Outcome.Done());
    assertThat(Mailbox.text(Mailbox.mail(player.login(), 1)))
        .contains("in the bank", "/account/payments/42");
    assertThat(Mailbox.text(Mailbox.mail(owner.login(), 21)))
        .contains("in the bank", "/console/apps/" + app + "/disputes/7");

    MailBankAccount changed =
        new MailBankAccount(app, "…2606", Instant.parse("2026-12-02T09:30:00Z"));
    assertThat(platform.send(changed, Platform.service("refund:mail")))
        .isInstanceOf(Outcome.Refusal.class);
    assertThat(platform.send(changed, Platform.service("bank-account:mail")))
        .isEqualTo(new Outcome.Done());
    assertThat(Mailbox.text(Mailbox.mail(owner.login(), 22)))
        .contains(
            "Sky Game", "…2606", "2026-12-02 09:30 UTC", "/console/apps/" + app + "/withdrawals");
  }
}
