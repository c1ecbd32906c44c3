package io.berth.pay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.berth.api.order.OrderStatus;
import io.berth.api.order.PaymentOutcome;
import io.berth.pay.FakeDid;
import io.berth.pay.Merchant;
import io.berth.pay.PayServiceTest;
import io.berth.service.caller.CallerTokens;
import io.berth.test.browser.Accessibility;
import io.berth.test.browser.Screenshots;
import io.berth.test.browser.WithBrowser;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@PayServiceTest
@WithBrowser
class CheckoutBrowserTests {

  @Autowired Merchant merchant;
  @Autowired FakeDid did;
  @LocalServerPort int port;

  @BeforeEach
  void open() {
    merchant.opens();
  }

  @Test
  void paysWithoutAnyScript(Page page, BrowserContext context) {
    long uid = merchant.player("100");
    String address = link("browser", "12.5");
    // Response of the merchant's own site.
    context.route("http://127.0.0.1:5500/**", route -> route.fulfill());
    visit(page, context, uid, address);
    page.locator("button[form=code-form]").click();
    assertThat(page.locator(".notice.good").textContent()).contains("a***e@example.com");
    page.locator("[name=verification_code]").fill(FakeDid.CODE);
    page.locator("[name=pay_password]").fill(FakeDid.PASSWORD);
    page.locator("[name=pay_password]").press("Enter");
    page.waitForURL("http://127.0.0.1:5500/**");
    assertThat(page.url()).contains("status=1", "uid=" + uid);
    assertThat(merchant.order("browser").status()).isEqualTo(OrderStatus.PAID);
  }

  @Test
  void fitsPhonesAndDesktopsInEveryLanguage(Page page, BrowserContext context) {
    long uid = merchant.player("100");
    String form = link("looks_form", "12.5");
    for (String language : new String[] {"en", "zh-CN", "ko"}) {
      look(page, context, uid, form + "&lang=" + language, "pay-" + language);
    }
    look(page, context, null, form + "&lang=en", "sign-in");
    look(page, context, merchant.player("1"), form + "&lang=en", "too-little");
    look(page, context, uid, "/oauth/payment?code=never&lang=en", "bad-link");
    look(page, context, io.berth.pay.FakeApps.ADMIN, form + "&lang=zh-CN", "own-app");
  }

  @Test
  void aFormThatCameBackIsClear(Page page, BrowserContext context) {
    page.setViewportSize(360, 740);
    visit(page, context, merchant.player("100"), link("looks_again", "12.5"));
    page.locator("button[form=code-form]").click();
    isClear(page, "code-sent");
    page.locator("[name=verification_code]").fill(FakeDid.CODE);
    page.locator("[name=pay_password]").fill("wrong");
    page.locator("[value=pay]").click();
    assertThat(page.locator(".notice.bad").first().isVisible()).isTrue();
    isClear(page, "wrong-password");
    visit(page, context, merchant.player("1"), link("looks_poor", "12.5") + "&lang=ko");
    page.locator("[name=verification_code]").fill(FakeDid.CODE);
    page.locator("[name=pay_password]").fill(FakeDid.PASSWORD);
    page.locator("[value=pay]").click();
    assertThat(page.locator(".notice.bad").textContent()).isNotBlank();
    isClear(page, "balance-too-small");
  }

  @Test
  void saysWhenPayingIsPossibleAgainInTheViewersZone(com.microsoft.playwright.Browser browser) {
    did.frozenUntil = Instant.parse("2030-01-02T20:30:00Z");
    var seoul =
        new com.microsoft.playwright.Browser.NewContextOptions().setTimezoneId("Asia/Seoul");
    try (BrowserContext context = browser.newContext(seoul)) {
      Page page = context.newPage();
      visit(page, context, merchant.player("100"), link("looks_frozen", "1") + "&lang=en");
      assertThat(page.locator(".notice time").textContent()).contains("Jan 3, 2030", "5:30");
      assertThat(page.locator(".notice time").getAttribute("title")).endsWith(" UTC");
      page.setViewportSize(360, 740);
      isClear(page, "frozen");
    } finally {
      did.frozenUntil = null;
    }
  }

  private void look(
      Page page, BrowserContext context, @Nullable Long uid, String address, String name) {
    for (int width : new int[] {360, 1280}) {
      page.setViewportSize(width, 800);
      visit(page, context, uid, address);
      isClear(page, name + "-" + width);
    }
  }

  private static void isClear(Page page, String name) {
    int overflow =
        (int)
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(overflow).as(name).isLessThanOrEqualTo(0);
    for (ColorScheme scheme : new ColorScheme[] {ColorScheme.DARK, ColorScheme.LIGHT}) {
      page.emulateMedia(
          new Page.EmulateMediaOptions()
              .setColorScheme(scheme)
              .setReducedMotion(ReducedMotion.REDUCE));
      Screenshots.ofPage(page, "%s-%s".formatted(name, scheme));
      Accessibility.check(page);
    }
  }

  private void visit(Page page, BrowserContext context, @Nullable Long uid, String address) {
    context.setExtraHTTPHeaders(Map.of(CallerTokens.HEADER, Browser.vouch(uid)));
    Response response = page.navigate("http://127.0.0.1:" + port + address);
    assertThat(response).isNotNull();
  }

  private String link(String tradeNo, String amount) {
    PaymentOutcome.Prepaid prepaid =
        (PaymentOutcome.Prepaid) merchant.does(merchant.prepay(tradeNo, amount));
    return "/oauth/payment?app_id=testapp&trade_no=" + tradeNo + "&code=" + prepaid.payCode();
  }
}
