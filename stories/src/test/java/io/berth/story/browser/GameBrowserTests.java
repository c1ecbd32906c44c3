package io.berth.story.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import io.berth.demo.game.DemoGame;
import io.berth.demo.traffic.Demo;
import io.berth.story.PageScreenshots;
import io.berth.story.RunningBerth;
import io.berth.test.browser.WithBrowser;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Games in frames, as players see them. */
@WithBrowser
class GameBrowserTests {

  private static final String CASTLE = "/h5/play/1001?channel=news";
  private static final String ORCHARD = "/v2/game/9166/1002";

  private final RunningBerth berth = RunningBerth.get();

  @Test
  void aPlayerMakesAKnightAndBuysAGiftBox(Page page) {
    List<String> violations = Browsing.violations(page);
    FrameLocator game = Browsing.signedInAt(page, berth.origin() + CASTLE, "alice@example.com");
    game.locator("#role").click();
    game.locator("#favorite").click();
    assertThat(game.locator("#log")).containsText("favorite 101");
    int before = berth.wancms().paid().size();

    game.locator("#pay").click();
    assertThat(page.locator("#pay [data-part=title]")).hasText("Gift box");
    assertThat(page.locator("#pay [data-part=price]")).hasText("1.00");
    page.locator("#pay_password").fill("not it");
    page.locator("#pay button[type=submit]").click();
    assertThat(page.locator("#pay [data-part=problem]")).containsText("wrong");
    page.locator("#pay_password").fill(Demo.PAY_PASSWORD);
    page.locator("#pay button[type=submit]").click();

    assertThat(game.locator("#log")).containsText("pay 6 paid");
    Map<String, String> callback = callback(berth.wancms(), before);
    assertThat(game.locator(".exchange.callback").first()).containsText("sign is right");
    assertThat(game.locator(".exchange.redirect").first()).containsText("sign is right");
    assertThat(game.locator(".exchange.handover").first()).containsText("/order");
    PageScreenshots.check(page, "game-castle");
    assertThat(callback)
        .containsEntry("price", "1.00")
        .containsEntry("status", "success")
        .containsEntry("ext", "tower 7")
        .containsKey("orderid");
    assertThat(violations).isEmpty();
  }

  @Test
  void aBillIsPaidOnceAndHasAllItsParameters(Page page) {
    Browsing.signedInAt(page, berth.origin() + CASTLE, "alice@example.com");
    assertThat(page.frameLocator("#frame").locator("#player")).not().isEmpty();
    Frame frame = Browsing.frameOf(page, berth.wancms());
    String openId = frame.locator("#player").textContent();
    Object bill =
        frame.evaluate("id => fetch('/order?open_id=' + id).then(bill => bill.json())", openId);
    String pays =
        "new Promise(done => window.wancmssdk.pay(bill, (code, msg) => done(code + ' ' + msg)))";
    assertThat((String) frame.evaluate("bill => { delete bill.sign; return " + pays + "; }", bill))
        .isEqualTo("10 wrong number of parameters");
    frame.evaluate("bill => { window.ended = " + pays + "; }", bill);
    page.locator("#pay_password").fill(Demo.PAY_PASSWORD);
    page.locator("#pay button[type=submit]").click();
    assertThat((String) frame.evaluate("() => window.ended")).isEqualTo("6 paid");
    assertThat((String) frame.evaluate("bill => " + pays, bill)).isEqualTo("7 payment failed");
  }

  @Test
  void cancellingClosingAndCheatingPayNothing(Page page) {
    FrameLocator game = Browsing.signedInAt(page, berth.origin() + CASTLE, "bob@example.com");
    int before = berth.wancms().paid().size();
    game.locator("#pay").click();
    page.locator("#pay [data-part=cancel]").click();
    assertThat(game.locator("#log")).containsText("pay 8");
    game.locator("#pay").click();
    page.locator("#pay .close").click();
    assertThat(game.locator("#log")).containsText("pay 5");
    game.locator("#cheat").click();
    assertThat(game.locator("#log")).containsText("pay 9");
    assertThat(berth.wancms().paid()).hasSize(before);
  }

  @Test
  void whoPlaysInTheOrchardSignsInThereAndBuysGems(Page page) {
    List<String> violations = Browsing.violations(page);
    page.navigate(berth.origin() + ORCHARD);
    FrameLocator game = page.frameLocator("#frame");
    assertThat(game.locator("#log")).containsText("checkLogin 1");
    game.locator("#login").click();
    page.locator("#sign-in a.button").click();
    Browsing.signIn(page, "carol@example.com");
    assertThat(game.locator("#log")).containsText("checkLogin 0 Carol");
    int before = berth.egret().paid().size();

    for (String way : List.of("pay", "old")) {
      game.locator("#" + way).click();
      assertThat(page.locator("#pay [data-part=price]")).hasText("1.00");
      page.locator("#pay_password").fill(Demo.PAY_PASSWORD);
      page.locator("#pay button[type=submit]").click();
      assertThat(game.locator("#log")).containsText(way.equals("pay") ? "pay 0" : "old pay 0");
    }
    game.locator("#score").click();
    assertThat(game.locator("#log")).containsText("friends ");
    assertThat(game.locator(".exchange.callback .seal.good")).hasCount(2);
    PageScreenshots.check(page, "game-orchard");
    game.locator("#desktop").click();
    assertThat(game.locator("#log")).containsText("desktop 0");

    assertThat(callback(berth.egret(), before + 1))
        .containsEntry("money", "1")
        .containsEntry("goodsId", "1")
        .containsEntry("ext", "from the orchard");
    assertThat(violations).isEmpty();
  }

  @Test
  void aPlayerSharesFollowsAndAsksWhomToWriteTo(Page page) {
    page.context().grantPermissions(List.of("clipboard-write"));
    page.navigate(berth.origin() + "/account");
    Browsing.signIn(page, "bob@example.com");
    page.navigate(berth.origin() + ORCHARD);
    FrameLocator game = page.frameLocator("#frame");
    assertThat(game.locator("#log")).containsText("checkLogin 0 Bob");
    game.locator("#share").click();
    assertThat(page.locator("#share input")).hasValue(berth.origin() + ORCHARD);
    page.locator("#share .close").click();
    assertThat(game.locator("#log")).containsText("share -1");
    game.locator("#share").click();
    page.locator("#share [data-part=copy]").click();
    assertThat(game.locator("#log")).containsText("share 0");
    game.locator("#attention").click();
    assertThat(game.locator("#log")).containsText("attention 0");
    game.locator("#contact").click();
    assertThat(game.locator("#log")).containsText("contact 0 garden@example.com");

    page.navigate(berth.origin() + "/account/apps");
    assertThat(page.locator("[data-favorite] h3")).containsText("Orchard");
    page.navigate(berth.origin() + ORCHARD);
    game.locator("#logout").click();
    page.locator("#sign-out .close").click();
    assertThat(game.locator("#log")).containsText("logout -1");
    game.locator("#logout").click();
    page.locator("#sign-out button[type=submit]").click();
    assertThat(game.locator("#log")).containsText("checkLogin 1");
  }

  /** In both forms that engines use, with what nobody has to click for. */
  @Test
  void theOrchardsSdkRespondsToEveryCall(Page page) {
    page.navigate(berth.origin() + ORCHARD);
    assertThat(page.frameLocator("#frame").locator("#log")).containsText("checkLogin 1");
    Frame frame = Browsing.frameOf(page, berth.egret());
    Object newer =
        frame.evaluate(
            """
            () => Promise.all(['init', 'getLoginType', 'checkLogin', 'isSupportShare',
              'setShareDefaultData', 'isSupportAttention', 'isSupportSendToDesktop',
              'sendToDesktop', 'isSupportOpenBBS', 'openBBS', 'getCustomInfo'].map(
                name => new Promise(done => window.EgretH5Sdk[name]({}, answer =>
                  done(name + JSON.stringify(answer)))))).then(all => all.join('\\n'))
            """);
    assertThat((String) newer)
        .isEqualTo(
            """
            init{"result":0}
            getLoginType{"result":0,"loginType":[],"loginTypes":[]}
            checkLogin{"result":1}
            isSupportShare{"result":1}
            setShareDefaultData{"result":0}
            isSupportAttention{"result":1}
            isSupportSendToDesktop{"result":0}
            sendToDesktop{"result":-2}
            isSupportOpenBBS{"result":0}
            openBBS{"result":-2}
            getCustomInfo{"contact":{"qq":["10001"],"qqgroup":[],"weixin":[],"email":["garden@example.com"]},"result":0}\
            """);
    Object older =
        frame.evaluate(
            """
            () => {
              const self = {}, sdk = window.EgretH5Sdk;
              const calls = [done => sdk.checkLogin(done, self),
                done => sdk.isOpenShare('1002', 'x', done, self),
                done => sdk.isOpenAttention('1002', 'x', done, self),
                done => sdk.getCustomInfo('1002', 'x', done, self)];
              return Promise.all(calls.map(call => new Promise(done => call(function (answer) {
                done((this === self) + JSON.stringify(answer));
              })))).then(all => all.join('\\n'));
            }
            """);
    assertThat((String) older)
        .isEqualTo(
            """
            true{"status":1}
            true{"status":1}
            true{"status":1}
            true{"status":0,"contact":{"qq":["10001"],"qqgroup":[],"weixin":[],"email":["garden@example.com"]}}\
            """);
  }

  @Test
  void aKnightIsShared(Page page) {
    page.context().grantPermissions(List.of("clipboard-write"));
    FrameLocator game = Browsing.signedInAt(page, berth.origin() + CASTLE, "carol@example.com");
    game.locator("#share").click();
    page.locator("#share .close").click();
    assertThat(game.locator("#log")).not().containsText("share 101");
    game.locator("#share").click();
    page.locator("#share [data-part=copy]").click();
    assertThat(game.locator("#log")).containsText("share 101");
    game.locator("#favorite").click();
    assertThat(game.locator("#log")).containsText("favorite 101");
    page.navigate(berth.origin() + "/account/apps");
    assertThat(page.locator("[data-favorite] h3")).containsText("Castle");
  }

  @Test
  void theGamesThemselvesKeepNobodyOut(Page page) {
    for (DemoGame game : List.of(berth.wancms(), berth.egret())) {
      page.navigate("http://127.0.0.1:" + game.port() + "/");
      PageScreenshots.check(page, "game-alone-" + (game == berth.egret() ? "orchard" : "castle"));
    }
  }

  private static Map<String, String> callback(DemoGame game, int index) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> game.paid(), paid -> paid.size() > index)
        .get(index);
  }
}
