package io.berth.did.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.Topics;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.delivery.OutageNotice.MailOutage;
import io.berth.api.order.Direction;
import io.berth.api.order.Order;
import io.berth.api.order.OrderEvent;
import io.berth.api.order.OrderStatus;
import io.berth.did.company.ConsoleFixture;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.service.json.BerthJson;
import io.berth.test.kafka.TestKafka;
import io.berth.test.kafka.TestRecordKeys;
import io.berth.test.server.TestServers;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.BodyInserters;

@DidServiceTest
class NoticePagesIntegrationTests {
  private static final String PATH = "/account/notices";

  @Autowired Platform platform;
  @Autowired DatabaseClient database;

  private TestKafka kafka;
  private Person person;

  @BeforeEach
  void person(TestServers servers) {
    kafka = servers.kafka();
    kafka.createTopic(Topics.ORDERS, 1);
    person = new ConsoleFixture(platform, database).person();
  }

  private Order order(String amount, Direction direction, @Nullable String returnOf) {
    Instant now = Instant.now();
    return new Order(
        77,
        "shop",
        UUID.randomUUID().toString(),
        null,
        person.uid(),
        1,
        "usdt",
        new BigDecimal(amount),
        BigDecimal.ZERO,
        direction,
        AccountKind.COIN,
        OrderStatus.PAID,
        now,
        now,
        returnOf,
        Map.of());
  }

  private OrderEvent event(Order order, Instant at) {
    return new OrderEvent(
        UUID.randomUUID().toString(), 1, OrderEvent.Kind.SETTLED, order, at, "request-1");
  }

  private void happens(OrderEvent event) {
    kafka.send(
        Topics.ORDERS,
        String.valueOf(event.order().id()),
        BerthJson.mapper().writeValueAsString(event));
  }

  private void pays(String amount) {
    happens(event(order(amount, Direction.USER_TO_APP, null), Instant.now()));
  }

  private static String header(MimeMessage mail, String name) {
    try {
      return mail.getHeader(name)[0].replaceAll("\\s", "");
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String link(MimeMessage mail) {
    return header(mail, "List-Unsubscribe").replaceAll("[<>]", "");
  }

  /** The POST of a mail program: no cookie, no field of a form of ours. */
  private int oneClick(String link) {
    URI uri = URI.create(link);
    return platform
        .web()
        .post()
        .uri(URI.create(platform.origin() + uri.getRawPath() + '?' + uri.getRawQuery()))
        .header("Berth-Caller", platform.callerToken(Platform.pageCaller(null, null)))
        .body(BodyInserters.fromFormData("List-Unsubscribe", "One-Click"))
        .exchange()
        .returnResult(String.class)
        .getStatus()
        .value();
  }

  @Test
  void aPaymentIsMailedOnceAndAMailProgramTurnsReceiptsOffWithOneClick() {
    OrderEvent paid = event(order("1.5", Direction.USER_TO_APP, null), Instant.now());
    happens(paid);
    happens(paid);
    happens(event(order("9.9", Direction.USER_TO_APP, null), Instant.now().minusSeconds(90_000)));
    MimeMessage receipt = Mailbox.mail(person.login(), 1);
    assertThat(Mailbox.text(receipt)).contains("1.5 usdt", "/account/payments/77");
    assertThat(header(receipt, "List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    happens(event(order("2.5", Direction.APP_TO_USER, null), Instant.now()));
    assertThat(Mailbox.text(Mailbox.mail(person.login(), 2))).contains("2.5 usdt");
    assertThat(Mailbox.of(person.login()))
        .as("an event that came twice, and an old one")
        .hasSize(2);

    assertThat(oneClick(link(receipt) + "x")).isEqualTo(404);
    String asks =
        new FormBrowser(platform).get(link(receipt).replaceFirst("https?://[^/]+", "")).html();
    assertThat(asks).contains("Receipts").doesNotContain(person.login());
    assertThat(oneClick(link(receipt))).isEqualTo(200);
    pays("3.5");
    happens(event(order("4.5", Direction.APP_TO_USER, "returned"), Instant.now()));
    assertThat(Mailbox.text(Mailbox.mail(person.login(), 3)))
        .as("refunds are on, receipts off")
        .contains("4.5 usdt");
  }

  @Test
  void moreThanTenOfAnHourAreNotMailedAndTheLastSaysSo() {
    for (int i = 1; i <= 12; i++) {
      pays("0." + i);
    }
    assertThat(Mailbox.text(Mailbox.mail(person.login(), 10))).isNotEmpty();
    String many = person.login();
    person = new ConsoleFixture(platform, database).person();
    pays("5");
    Mailbox.mail(person.login(), 1);
    assertThat(Mailbox.of(many)).as("what came before the other person's").hasSize(10);
    assertThat(
            Mailbox.of(many).stream().filter(mail -> Mailbox.text(mail).contains("within an hour")))
        .hasSize(1);
  }

  @Test
  void aForgedEventMailsNobody() {
    OrderEvent forged = event(order("8", Direction.USER_TO_APP, null), Instant.now());
    kafka.sendAll(
        TestRecordKeys.forgeries(
            Topics.ORDERS, "77", BerthJson.mapper().writeValueAsString(forged)));
    pays("7");
    assertThat(Mailbox.text(Mailbox.mail(person.login(), 1))).contains("7 usdt");
    assertThat(Mailbox.of(person.login())).hasSize(1);
  }

  @Test
  void peopleChooseOnTheirAccountPageAndSecurityStaysOn() {
    FormBrowser browser = new FormBrowser(platform).signIn(person.login());
    assertThat(browser.get(PATH).html()).contains("disabled").doesNotContain("name=\"callbacks\"");
    browser.post(PATH, "payout", "on", "refund", "on");
    assertThat(browser.get(PATH).html()).contains("name=\"receipt\">", "name=\"payout\" checked");
    pays("1.5");
    happens(event(order("2.5", Direction.APP_TO_USER, null), Instant.now()));
    assertThat(Mailbox.text(Mailbox.mail(person.login(), 1))).contains("2.5 usdt");
    browser.post(PATH, "receipt", "on");
    pays("3.5");
    assertThat(Mailbox.text(Mailbox.mail(person.login(), 2))).contains("3.5 usdt");
  }

  @Test
  void ownersAreMailedThatCallbacksFailUntilTheyTurnItOff() {
    ConsoleFixture console = new ConsoleFixture(platform, database);
    String company =
        console
            .ask(person, null, new CreateCompany("Outage " + person.uid(), "en"), CompanyMade.class)
            .companyId();
    String app = Platform.name("outage");
    console.ask(
        person,
        null,
        new CreateApp(company, app, "dragonex", "Sky", "en", Map.of()),
        SecretsMade.class);
    MailOutage outage = new MailOutage(app, "https://shop.example");
    assertThat(platform.send(outage, Platform.service("identity:resolve")))
        .isInstanceOf(Outcome.Refusal.class);
    assertThat(platform.send(outage, Platform.service("outage:mail")))
        .isEqualTo(new Outcome.Done());
    MimeMessage mail = Mailbox.mail(person.login(), 1);
    assertThat(Mailbox.text(mail))
        .contains("https://shop.example", "/console/apps/" + app + "/callbacks");
    assertThat(oneClick(link(mail))).isEqualTo(200);
    platform.send(outage, Platform.service("outage:mail"));
    pays("1");
    assertThat(Mailbox.text(Mailbox.mail(person.login(), 2))).contains("1 usdt");
  }
}
