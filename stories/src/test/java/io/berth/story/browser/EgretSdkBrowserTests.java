package io.berth.story.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.berth.demo.traffic.Demo;
import io.berth.story.RunningBerth;
import io.berth.test.browser.WithBrowser;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A game written from {@code docs/protocols/egret.md} alone: it calls the SDK in both forms, framed
 * and on its own.
 */
@WithBrowser
class EgretSdkBrowserTests {

  private static final String ORCHARD = "/v2/game/9166/1002";
  private static final String CONTACT =
      "{\"qq\":[\"10001\"],\"qqgroup\":[],\"weixin\":[],\"email\":[\"garden@example.com\"]}";

  /**
   * In place of the demo game's own script. Loads the SDK as the engine does, from the raw
   * parameter of its own address.
   */
  private static final String SCRIPT =
      """
      function tell(what) {
        document.getElementById('log').textContent += what + '\\n';
      }
      function results(name) {
        return function (answer) {
          tell(name + JSON.stringify(answer, Object.keys(answer).filter(function (key) {
            return key !== 'token' && key !== 'id';
          }).concat(Object.keys(answer.contact || answer.returned || {})).sort()) +
            (answer.token ? ' token' : '') + (answer.id ? ' id' : ''));
        };
      }
      var script = document.createElement('script');
      script.src = /egretSdkDomain=([^&]*)/.exec(location.search)[1] +
        '/misc/scripts/egreth5sdk.js';
      script.onload = function () { tell('loaded'); };
      document.head.appendChild(script);
      """;

  private static final String GOODS =
      "{goodsId: '1', goodsNumber: 1, serverId: 's1', ext: 'written from the protocol'}";

  private final RunningBerth berth = RunningBerth.get();
  private String game = "";

  @BeforeEach
  void playTheGame(Page page) {
    game = "http://127.0.0.1:" + berth.egret().port() + "/";
    page.context()
        .route(
            game + "assets/egret.js",
            route ->
                route.fulfill(
                    new Route.FulfillOptions().setContentType("text/javascript").setBody(SCRIPT)));
  }

  private Frame framed(Page page) {
    page.navigate(berth.origin() + ORCHARD);
    assertThat(page.frameLocator("#frame").locator("#log")).containsText("loaded");
    return Browsing.frameOf(page, berth.egret());
  }

  private Frame framedFor(Page page, String login) {
    page.navigate(berth.origin() + "/account");
    Browsing.signIn(page, login);
    return framed(page);
  }

  private static void calls(Frame frame, String call) {
    frame.evaluate("() => { EgretH5Sdk." + call + "; }");
  }

  private static void hears(Frame frame, String line) {
    assertThat(frame.locator("#log")).containsText(line);
  }

  private static void pay(Page page) {
    page.locator("#pay_password").fill(Demo.PAY_PASSWORD);
    page.locator("#pay button[type=submit]").click();
  }

  @Test
  void theOlderFormIsServedAsItsLibraryReadsIt(Page page) {
    page.context().grantPermissions(List.of("clipboard-write"));
    List<Object> heard = new CopyOnWriteArrayList<>();
    // The page is loaded anew after signing out, and its log with it.
    page.exposeFunction("heard", said -> heard.add(said[0]));
    Frame frame = framedFor(page, "bob@example.com");
    calls(frame, "checkLogin(results('checkLogin'), window)");
    hears(frame, "checkLogin{\"status\":0} token id");
    calls(frame, "login(results('login'), window, 'qq')");
    hears(frame, "login{\"status\":0} token id");
    calls(frame, "isOpenShare('1002', 'x', results('isOpenShare'), window)");
    hears(frame, "isOpenShare{\"status\":1}");
    calls(frame, "isOpenAttention('1002', 'x', results('isOpenAttention'), window)");
    hears(frame, "isOpenAttention{\"status\":1}");
    calls(frame, "attention('1002', 'x')");
    calls(frame, "getCustomInfo('1002', 'x', results('getCustomInfo'), window)");
    hears(frame, "getCustomInfo{\"contact\":" + sorted(CONTACT) + ",\"status\":0}");

    calls(frame, "share('1002', 'x', {title: 'A'}, results('shareClosed'), window)");
    page.locator("#share .close").click();
    hears(frame, "shareClosed{\"status\":0}");
    calls(frame, "share('1002', 'x', {title: 'A'}, results('shared'), window)");
    page.locator("#share [data-part=copy]").click();
    hears(frame, "shared{\"status\":1}");

    calls(frame, "pay(" + GOODS + ", results('cancelled'), window)");
    page.locator("#pay [data-part=cancel]").click();
    hears(frame, "cancelled{\"result\":-1,\"status\":-1}");
    calls(frame, "pay(" + GOODS + ", results('paid'), window)");
    pay(page);
    hears(frame, "paid{\"result\":0,\"status\":0}");

    calls(frame, "logout(results('stays'), window)");
    page.locator("#sign-out .close").click();
    hears(frame, "stays{\"status\":0}");
    calls(frame, "logout(answer => heard('logout ' + answer.status), window)");
    page.locator("#sign-out button[type=submit]").click();
    assertThat(page.locator("a[href^='/account/sign-in']").first()).isVisible();
    assertThat(heard).containsExactly("logout 1");
    Frame after = framed(page);
    calls(after, "checkLogin(results('nobody'), window)");
    hears(after, "nobody{\"status\":1}");
  }

  /** Names inside of objects come in the order in which the page sorts them. */
  private static String sorted(String contact) {
    return contact.replace(
        "\"qq\":[\"10001\"],\"qqgroup\":[],\"weixin\":[],\"email\":[\"garden@example.com\"]",
        "\"email\":[\"garden@example.com\"],\"qq\":[\"10001\"],\"qqgroup\":[],\"weixin\":[]");
  }

  @Test
  void theNewerFormIsServedAsTheProtocolSays(Page page) {
    page.context().grantPermissions(List.of("clipboard-write"));
    Frame frame = framedFor(page, "bob@example.com");
    calls(frame, "checkLogin({}, results('checkLogin'))");
    hears(frame, "checkLogin{\"result\":0} token");
    calls(frame, "getCustomInfo({}, results('getCustomInfo'))");
    hears(frame, "getCustomInfo{\"contact\":" + sorted(CONTACT) + ",\"result\":0}");
    calls(frame, "pay(" + GOODS + ", results('cancelled'))");
    page.locator("#pay [data-part=cancel]").click();
    hears(frame, "cancelled{\"result\":-1}");
    calls(frame, "pay(" + GOODS + ", results('paid'))");
    pay(page);
    hears(frame, "paid{\"result\":0}");

    calls(frame, "share({url: '" + game + "?v=1&from=a-friend'}, results('shared'))");
    assertThat(page.locator("#share input")).hasValue(game + "?v=1&from=a-friend");
    page.locator("#share [data-part=copy]").click();
    hears(frame, "shared{\"result\":0}");
    calls(frame, "share({url: 'https://elsewhere.example/'}, results('closed'))");
    assertThat(page.locator("#share input")).hasValue(berth.origin() + ORCHARD);
    page.locator("#share .close").click();
    hears(frame, "closed{\"result\":-1}");
  }

  /** A close event comes late: the second dialog must not take it for its own. */
  @Test
  void aDialogInACallbackIsNotClosedByTheOneBefore(Page page) {
    page.context().grantPermissions(List.of("clipboard-write"));
    Frame frame = framedFor(page, "bob@example.com");
    for (int i = 0; i < 12; i++) {
      calls(frame, "share({}, () => EgretH5Sdk.share({}, results('second" + i + "_')))");
      page.locator("#share .close").click();
      page.locator("#share [data-part=copy]").click();
      hears(frame, "second" + i + "_{\"result\":0}");
    }
  }

  /** The payment is made and its response is lost: the dialog stays, asks, and shows the truth. */
  @Test
  void aPaymentWithALostResponseIsReportedOnceItIsKnown(Page page) {
    Frame frame = framedFor(page, "bob@example.com");
    page.route(
        "**/checkout/game/pay",
        route -> {
          route.fetch();
          route.abort();
        });
    int before = berth.egret().paid().size();
    calls(frame, "pay(" + GOODS + ", results('paid'))");
    pay(page);
    hears(frame, "paid{\"result\":0}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> berth.egret().paid().size() == before + 1);
  }

  @Test
  void aGameOnItsOwnGoesToThePlatformAndComesBack(Page page) {
    String address =
        game
            + "?v=1&appId=1002&channelId=9166&platInfo=open_1002_9166&egret.runtime.spid=9166"
            + "&isNewApi=1&egretSdkDomain="
            + berth.origin()
            + "/v2&egretServerDomain="
            + berth.origin()
            + "/v2";
    page.navigate(address + "#level=3");
    hears(page.mainFrame(), "loaded");
    calls(page.mainFrame(), "checkLogin({}, results('checkLogin'))");
    hears(page.mainFrame(), "checkLogin{\"result\":1}");

    calls(page.mainFrame(), "login({}, results('login'))");
    page.locator("#sign-in a.button").click();
    Browsing.signIn(page, "carol@example.com");
    page.locator("#continue button[type=submit]").click();
    hears(page.mainFrame(), "loaded");
    assertThat(page).hasURL(address + "#level=3");
    calls(page.mainFrame(), "init({}, results('init'))");
    hears(page.mainFrame(), "init{\"result\":0,\"returned\":{\"call\":\"login\",\"result\":0}}");
    calls(page.mainFrame(), "checkLogin({}, results('checkLogin'))");
    hears(page.mainFrame(), "checkLogin{\"result\":0} token");
    calls(page.mainFrame(), "getCustomInfo({}, results('getCustomInfo'))");
    hears(page.mainFrame(), "getCustomInfo{\"contact\":" + sorted(CONTACT) + ",\"result\":0}");

    int before = berth.egret().paid().size();
    calls(page.mainFrame(), "pay(" + GOODS + ", results('pay'))");
    assertThat(page.locator("#pay [data-part=price]")).hasText("1.00");
    pay(page);
    hears(page.mainFrame(), "loaded");
    assertThat(page).hasURL(address + "#level=3");
    calls(page.mainFrame(), "init({}, results('init'))");
    hears(page.mainFrame(), "init{\"result\":0,\"returned\":{\"call\":\"pay\",\"result\":0}}");
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> berth.egret().paid().size() == before + 1);

    calls(page.mainFrame(), "share({}, results('share'))");
    page.locator("#share .close").click();
    hears(page.mainFrame(), "loaded");
    calls(page.mainFrame(), "init({}, results('init'))");
    hears(page.mainFrame(), "init{\"result\":0,\"returned\":{\"call\":\"share\",\"result\":-1}}");
  }

  @Test
  void nobodyIsLedBackToAnOriginThatIsNotTheGames(Page page) {
    for (String back : List.of("https://elsewhere.example/", "javascript:alert(1)", "")) {
      page.navigate(
          berth.origin()
              + ORCHARD
              + "?sdk_call=share&sdk_nonce=1&sdk_back="
              + URLEncoder.encode(back, StandardCharsets.UTF_8));
      assertThat(page.frameLocator("#frame").locator("#log")).containsText("loaded");
      assertThat(page.locator("#share")).hasCount(0);
    }
  }

  /** Somebody makes a link to the game that says what the platform would. */
  @Test
  void aResponseWithoutARequestIsNoResponse(Page page) {
    String forged =
        URLEncoder.encode(
            "{\"nonce\":\"\",\"name\":\"login\",\"end\":\"done\",\"data\":{\"token\":\"forged\"}}",
            StandardCharsets.UTF_8);
    page.navigate(
        game
            + "?appId=1002&channelId=9166&egretSdkDomain="
            + berth.origin()
            + "/v2#egret-answer="
            + forged.replace("+", "%20"));
    hears(page.mainFrame(), "loaded");
    calls(page.mainFrame(), "checkLogin({}, results('checkLogin'))");
    hears(page.mainFrame(), "checkLogin{\"result\":1}");
  }
}
