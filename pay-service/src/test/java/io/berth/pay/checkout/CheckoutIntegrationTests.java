package io.berth.pay.checkout;

import static io.berth.pay.FakeDid.CODE;
import static io.berth.pay.FakeDid.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Caller;
import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Refusal;
import io.berth.api.Subject;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.account.PayerCommand.SendPaymentCode;
import io.berth.api.order.Order;
import io.berth.api.order.OrderCommand.ReadOrderLife;
import io.berth.api.order.OrderOutcome.OrderLife;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentCommand.Prepay;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.FakeApps;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.pay.checkout.Browser.Seen;
import io.berth.test.postgres.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PayServiceTest
class CheckoutIntegrationTests {

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @LocalServerPort int port;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  @Test
  void takesThePaymentAndSendsThePayerBack() {
    long uid = merchant.player("10");
    String page = link("pays", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    Seen seen = browser.opens(page);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.html())
        .contains("Test App", "Test Company", "USDT", "100 gems", "a***e@example.com")
        .contains("name=\"verification_code\"", "name=\"pay_password\"", "value=\"cancel\"")
        .contains("action=\"" + page.replace("&", "&amp;") + "\"")
        .contains("action=\"/oauth/payment/code?");
    assertThat(seen.contentPolicy()).contains("form-action 'self' http://127.0.0.1:5500");

    Seen end = browser.pays(page, CODE, PASSWORD);

    assertThat(end.status()).isEqualTo(303);
    Order order = merchant.order("pays");
    assertThat(order.status()).isEqualTo(OrderStatus.PAID);
    assertThat(order.uid()).isEqualTo(uid);
    assertThat(order.openId()).isEqualTo(Merchant.openId(uid));
    assertThat(end.location())
        .startsWith(Merchant.REDIRECT)
        .contains("id=" + order.id(), "uid=" + uid, "status=1", "state=state001");
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualTo("6");
    Seen later = browser.opens(page);
    assertThat(later.html()).contains("has been paid", "from=game");
    assertThat(new Browser(port).opens(page).html()).contains("has been paid");
    assertThat(new Browser(port).opens(page).html()).doesNotContain("from=game");
  }

  @Test
  void asksWhoIsNotSignedInToSignIn() {
    String page = link("anonymous", "4");
    Seen seen = new Browser(port).opens(page);
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.html())
        .contains("action=\"/account/sign-in\"", "name=\"login\"", "name=\"password\"")
        .contains("name=\"next\" value=\"" + page.replace("&", "&amp;") + "\"");
  }

  @Test
  void keepsThePageOpenAfterAMistake() {
    long uid = merchant.player("10");
    String page = link("mistakes", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    browser.opens(page);
    assertThat(browser.pays(page, "111111", PASSWORD).html())
        .contains("verification code is wrong", "name=\"verification_code\"");
    assertThat(browser.pays(page, CODE, "guess").html())
        .contains("pay password is wrong", "4 more attempts");
    did.nextAuthorizations.add(Refusal.of(ErrorCode.VERIFICATION_CODE_EXPIRED));
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("expired or was already used");
    did.nextAuthorizations.add(Refusal.of(ErrorCode.TOO_FREQUENT));
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("Too many attempts");
    did.nextAuthorizations.add(Refusal.of(ErrorCode.TIMEOUT));
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("You were not charged");
    did.nextAuthorizations.add(Refusal.of(ErrorCode.SESSION_UNKNOWN));
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("/account/sign-in");
    assertThat(merchant.order("mistakes").status()).isEqualTo(OrderStatus.PENDING);
    assertThat(browser.pays(page, CODE, PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void saysWhenPayingIsFrozen() {
    long uid = merchant.player("10");
    String page = link("frozen", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    did.frozenUntil = Instant.parse("2027-01-02T03:04:00Z");
    assertThat(browser.opens(page).html()).contains("You can pay again from", "UTC");
    did.nextAuthorizations.add(Refusal.of(ErrorCode.PAYING_FROZEN));
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("are frozen for now");
    did.nextAuthorizations.add(Refusal.of(ErrorCode.FROZEN_AFTER_PAY_PASSWORD_CHANGE));
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("was changed recently");
  }

  @Test
  void doesNotUseUpACodeWhereTheBalanceIsTooLow() {
    long uid = merchant.player("3");
    String page = link("poor", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    assertThat(browser.opens(page).html()).contains("balance is too low");
    did.asked.clear();
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("balance is too low");
    assertThat(did.asked)
        .noneMatch(command -> command.getClass().getSimpleName().startsWith("Authorize"));
    assertThat(merchant.order("poor").status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void mailsACodeWhenAsked() {
    long uid = merchant.player("10");
    String page = link("mails", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    browser.opens(page);
    Seen seen = browser.sends(page.replace("/oauth/payment?", "/oauth/payment/code?"));
    assertThat(seen.status()).isEqualTo(200);
    assertThat(seen.html()).contains("A new code is on its way to a***e@example.com");
    Order order = merchant.order("mails");
    assertThat(did.asked)
        .contains(
            new SendPaymentCode(uid, "session-" + uid, "en", order.id(), "4 USDT", "Test App"));
  }

  @Test
  void aCodeAskedForOnOneOrderDoesNotPayAnother() {
    long uid = merchant.player("10");
    String asked = link("code-asked", "4");
    String other = link("code-other", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    browser.opens(asked);
    browser.sends(asked.replace("/oauth/payment?", "/oauth/payment/code?"));
    browser.opens(other);
    assertThat(browser.pays(other, CODE, PASSWORD).status()).isEqualTo(200);
    assertThat(merchant.order("code-other").status()).isEqualTo(OrderStatus.PENDING);
    browser.opens(asked);
    assertThat(browser.pays(asked, CODE, PASSWORD).status()).isEqualTo(303);
  }

  @Test
  void remembersThePasswordWhereTheSessionDoes() {
    long uid = merchant.player("10");
    did.passwordRemembered = true;
    String page = link("remembered", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    assertThat(browser.opens(page).html()).doesNotContain("name=\"pay_password\"");
    assertThat(browser.sends(page, "verification_code", CODE, "decision", "pay").status())
        .isEqualTo(303);
  }

  @Test
  void remembersThePasswordOnlyWhereThePayerTicksIt() {
    long uid = merchant.player("20");
    String unasked = link("unasked", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    assertThat(browser.opens(unasked).html()).doesNotContain("name=\"remember\"");
    did.mayRemember = true;
    assertThat(browser.opens(unasked).html())
        .containsPattern("<input type=\"checkbox\" name=\"remember\" value=\"on\">");
    browser.pays(unasked, CODE, PASSWORD);
    String ticked = link("ticked", "4");
    browser.opens(ticked);
    browser.sends(
        ticked,
        "verification_code",
        CODE,
        "pay_password",
        PASSWORD,
        "remember",
        "on",
        "decision",
        "pay");
    assertThat(did.asked)
        .filteredOn(AuthorizePayment.class::isInstance)
        .extracting(asked -> ((AuthorizePayment) asked).remember())
        .containsExactly(false, true);
  }

  @Test
  void cancelsOnceAndForAll() {
    long uid = merchant.player("10");
    String page = link("cancels", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    browser.opens(page);
    Seen seen = browser.sends(page, "decision", "cancel");
    assertThat(seen.status()).isEqualTo(303);
    assertThat(seen.location()).contains("status=-1", "uid=0");
    assertThat(merchant.order("cancels").status()).isEqualTo(OrderStatus.CANCELLED);
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("was cancelled");
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualTo("10");
  }

  /** A merchant's odd redirect breaks the page of nobody; a broken one is refused at once. */
  @Test
  void followsOddRedirectsAndRefusesBrokenOnes() {
    Browser browser = new Browser(port).signedInAs(merchant.player("10"));
    String start = Merchant.REDIRECT.substring(0, Merchant.REDIRECT.indexOf('?'));
    int number = 0;
    for (String rest : List.of("#/pay 1", "?a=1|2&b={\"}<%zz", "?status=1&x=游戏#a#b")) {
      String page = link(redirecting("odd" + ++number, start + rest));
      assertThat(browser.opens(page).status()).as(rest).isEqualTo(200);
      Seen seen = browser.sends(page, "decision", "cancel");
      assertThat(seen.status()).isEqualTo(303);
      assertThat(seen.location())
          .startsWith(start)
          .containsOnlyOnce("status=")
          .contains("status=-1")
          .matches("[!-~]+");
    }
    for (String broken :
        List.of(
            start + "\n",
            start.replace("http://", "http:/"),
            start.replace("://", "://user@"),
            start + "?" + "x".repeat(2048))) {
      assertThat(merchant.does(redirecting("broken", broken)))
          .isInstanceOfSatisfying(
              Outcome.Refusal.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.REDIRECT_NOT_REGISTERED));
    }
  }

  private Prepay redirecting(String tradeNo, String redirectUrl) {
    Prepay prepay = merchant.prepay(tradeNo, "4");
    return new Prepay(
        prepay.tradeNo(),
        prepay.coin(),
        prepay.amount(),
        prepay.device(),
        prepay.state(),
        redirectUrl,
        null,
        prepay.attributes());
  }

  @Test
  void turnsAwayWhoIsNotMeant() {
    long payer = merchant.player("10");
    long other = merchant.player("10");
    Prepay prepay = merchant.prepay("meant", "4");
    String page =
        link(
            new Prepay(
                prepay.tradeNo(),
                prepay.coin(),
                prepay.amount(),
                prepay.device(),
                prepay.state(),
                prepay.redirectUrl(),
                new Subject.Uid(payer),
                prepay.attributes()));
    Browser browser = new Browser(port).signedInAs(other);
    assertThat(browser.opens(page).html())
        .contains("another account", "action=\"/account/sign-out\"");
    assertThat(browser.pays(page, CODE, PASSWORD).html()).contains("another account");
    Browser admin = new Browser(port).signedInAs(FakeApps.ADMIN);
    String own = link("own", "4");
    assertThat(admin.opens(own).html()).contains("receives the payment");
    assertThat(admin.pays(own, CODE, PASSWORD).html()).contains("receives the payment");
    assertThat(merchant.order("meant").status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void showsWhatIsOver(TestDatabase database) {
    long uid = merchant.player("10");
    String page = link("over", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    browser.opens(page);
    database.execute(
        "update orders set expires_at = now() - interval '1 second' where trade_no = 'over'");
    assertThat(browser.opens(page).html())
        .contains("time for this payment has run out", "status=2");
    assertThat(browser.pays(page, CODE, PASSWORD).status()).isEqualTo(200);
    assertThat(merchant.order("over").status()).isEqualTo(OrderStatus.EXPIRED);
    String closed = link("closed", "4");
    merchant.changes(FakeApps.with(FakeApps.app(Merchant.APP), Set.of(1, 6), Map.of()));
    assertThat(browser.opens(closed).html()).contains("does not accept payments");
    assertThat(browser.pays(closed, CODE, PASSWORD).html()).contains("does not accept payments");
  }

  @Test
  void refusesBadLinksAndForeignForms() {
    long uid = merchant.player("10");
    Browser browser = new Browser(port).signedInAs(uid);
    assertThat(browser.opens("/oauth/payment?code=unknown").status()).isEqualTo(400);
    assertThat(browser.opens("/oauth/payment").status()).isEqualTo(400);
    String page = link("foreign", "4");
    browser.opens(page);
    Seen seen = browser.forgetsTheForm().pays(page, CODE, PASSWORD);
    assertThat(seen.status()).isEqualTo(403);
    assertThat(seen.html()).contains("expired");
    browser.opens(page);
    Seen blocked = browser.forgetsCookies().pays(page, CODE, PASSWORD);
    assertThat(blocked.status()).isEqualTo(403);
    assertThat(blocked.html()).contains("Allow cookies for this site");
    assertThat(merchant.order("foreign").status()).isEqualTo(OrderStatus.PENDING);
  }

  @Test
  void movesMoneyOnceHoweverOftenTheButtonIsPressed() throws Exception {
    long uid = merchant.player("10");
    String page = link("twice", "4");
    Callable<Integer> press =
        () -> {
          Browser browser = new Browser(port).signedInAs(uid);
          browser.opens(page);
          return browser.pays(page, CODE, PASSWORD).status();
        };
    try (ExecutorService tabs = Executors.newFixedThreadPool(6)) {
      for (Future<Integer> tab :
          tabs.invokeAll(List.of(press, press, press, press, press, press))) {
        assertThat(tab.get()).isIn(303, 200);
      }
    }
    assertThat(merchant.balance(uid, AccountKind.COIN)).isEqualTo("6");
  }

  @Test
  void leadsTheSecondClickToTheSamePlace() {
    long uid = merchant.player("10");
    String page = link("second", "4");
    Browser browser = new Browser(port).signedInAs(uid);
    browser.opens(page);
    String first = browser.pays(page, CODE, PASSWORD).location();
    assertThat(browser.pays(page, CODE, PASSWORD).location()).isEqualTo(first);
  }

  @Test
  void speaksTheUsersLanguage() {
    String page = link("languages", "4");
    Browser browser = new Browser(port).signedInAs(merchant.player("10"));
    assertThat(browser.opens(page + "&lang=zh-CN").html()).contains("支付给测试应用", "支付密码");
    assertThat(browser.opens(page + "&lang=ko").html()).contains("결제 비밀번호");
  }

  @Test
  void notesWhenThePageWasOpenedAndTheCodeMailed() {
    long uid = merchant.player("10");
    String page = link("noted", "4");
    Order order = merchant.order("noted");
    assertThat(life(order).openedAt()).isNull();

    Browser browser = new Browser(port).signedInAs(uid);
    browser.opens(page);
    OrderLife opened = life(order);
    assertThat(opened.openedAt()).isNotNull();
    assertThat(opened.codeMailedAt()).isNull();

    browser.sends(page.replace("/oauth/payment", "/oauth/payment/code"));
    browser.opens(page);
    assertThat(life(order).codeMailedAt()).isNotNull();
    assertThat(life(order).openedAt()).isEqualTo(opened.openedAt());
  }

  private OrderLife life(Order order) {
    Caller person = Merchant.caller(Caller.Kind.CONSOLE, 1L);
    return (OrderLife) merchant.does(new ReadOrderLife(order.id()), person);
  }

  private String link(String tradeNo, String amount) {
    return link(merchant.prepay(tradeNo, amount));
  }

  private String link(Prepay prepay) {
    PaymentOutcome.Prepaid prepaid = (PaymentOutcome.Prepaid) merchant.does(prepay);
    return "/oauth/payment?app_id=testapp&trade_no="
        + prepay.tradeNo()
        + "&code="
        + prepaid.payCode();
  }
}
