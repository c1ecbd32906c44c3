package io.berth.did.game;

import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.operator;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.Subject;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutChannel;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.user.UserCommand.ChooseServer;
import io.berth.api.user.UserCommand.ReadFriends;
import io.berth.api.user.UserCommand.ReadFriendsSwitch;
import io.berth.api.user.UserCommand.ReadPlayer;
import io.berth.api.user.UserCommand.RecordScore;
import io.berth.api.user.UserOutcome;
import io.berth.api.user.UserOutcome.Friends;
import io.berth.api.user.UserOutcome.FriendsSwitch;
import io.berth.api.user.UserOutcome.UserProfile;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.FormBrowser.Page;
import io.berth.did.fixture.Platform;
import io.berth.service.json.BerthJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.JsonNode;

@DidServiceTest
class GamesIntegrationTests {
  private static final AtomicInteger APPS = new AtomicInteger(70_000);
  private static final Pattern FRAME = Pattern.compile("data-frame=\"([^\"]*)\"");

  @Autowired Platform platform;
  @Autowired DatabaseClient database;

  private final String login = name("gamer") + "@example.com";

  private String app(String dialect, String gameUrl) {
    String appId = Integer.toString(APPS.incrementAndGet());
    String company = name("studio");
    platform.send(new PutCompany(company, Map.of("en", "Studio " + company), true), operator());
    Map<String, JsonNode> settings =
        dialect.equals("wancms")
            ? Map.of(
                "login_key", json("loginkey-0001"),
                "pay_key", json("paykey-0001"),
                "game_url", json(gameUrl))
            : Map.of("app_key", json("egretappkey0001"), "game_url", json(gameUrl));
    Outcome put = platform.send(put(company, appId, dialect, settings), operator());
    assertThat(put).isInstanceOf(UserOutcome.Identity.class);
    return appId;
  }

  private static PutApp put(
      String company, String appId, String dialect, Map<String, JsonNode> settings) {
    return PutApp.of(company, appId)
        .dialect(dialect)
        .name(Map.of("en", "Castle"))
        .adminLogin("admin-" + appId + "@example.com")
        .settings(settings)
        .build();
  }

  private static JsonNode json(String text) {
    return BerthJson.mapper().valueToTree(text);
  }

  private static String frame(Page page) {
    Matcher matcher = FRAME.matcher(page.html());
    assertThat(matcher.find()).as(page.html()).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  private static String parameter(String url, String name) {
    Matcher matcher = Pattern.compile("[?&]" + Pattern.quote(name) + "=([^&#]*)").matcher(url);
    assertThat(matcher.find()).as(url).isTrue();
    return matcher.group(1);
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private FormBrowser player(String mail) {
    platform.user(mail);
    return new FormBrowser(platform).signIn(mail);
  }

  /** The player's OpenId, by way of the token that the page hands to the game. */
  private JsonNode token(FormBrowser browser, String appId) {
    Page answer = browser.post("/account/games/token", "app_id", appId);
    JsonNode json = BerthJson.mapper().readTree(answer.html());
    assertThat(json.path("end").asString("")).isEqualTo("done");
    return json.path("data");
  }

  @Test
  void aPlayerSignsInOnTheGamePageAndGetsASignedFrame() {
    String app = app("wancms", "http://127.0.0.1:5510/game?v=1");
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform);
    String play = "/h5/play/" + app + "?channel=news";
    assertThat(browser.get(play).html()).contains("name=\"login\"", "Castle");
    browser.signIn(login);

    Page page = browser.get(play);

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.policy())
        .contains("frame-src http://127.0.0.1:5510;", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.html()).contains("sandbox=\"").doesNotContain("top-navigation");
    String frame = frame(page);
    String openId = parameter(frame, "open_id");
    assertThat(openId).matches("[0-9a-f]{32}");
    assertThat(frame)
        .isEqualTo(
            "http://127.0.0.1:5510/game?v=1&open_id=%s&sign=%s&channel=news&is_favorite=0"
                .formatted(openId, md5("open_id=" + openId + "&key=loginkey-0001")));
    assertThat(parameter(frame(browser.get(play)), "open_id")).isEqualTo(openId);
  }

  @Test
  void actionsAreRecordedForThePlayerOfTheSession() {
    String app = app("wancms", "http://127.0.0.1:5510/");
    FormBrowser browser = player(login);
    browser.get("/h5/play/" + app);
    String[] role = {
      "app_id",
      app,
      "game.server_id",
      "s1",
      "game.server_name",
      "First",
      "game.role_id",
      "r1",
      "game.role_name",
      "Knight",
      "game.role_level",
      "3",
      "game.open_id",
      "somebody-else"
    };
    assertThat(browser.post("/account/games/role", role).html()).contains("\"done\"");
    role[11] = "4";
    browser.post("/account/games/role", role);
    assertThat(
            one(
                "select count(*) || ':' || max(role_level) from player_roles where app_id = '"
                    + app
                    + "' and uid = "
                    + browser.uid()))
        .isEqualTo("1:4");
    assertThat(browser.post("/account/games/role", "app_id", app).html()).contains("\"bad\"");

    assertThat(browser.post("/account/games/favorite", "app_id", app).html()).contains("\"done\"");
    assertThat(frame(browser.get("/h5/play/" + app))).contains("is_favorite=1");
  }

  @Test
  void aFormOfAnotherSiteChangesNothing() {
    String app = app("wancms", "http://127.0.0.1:5510/");
    FormBrowser browser = player(login);
    browser.get("/h5/play/" + app);
    Page answer = browser.forgetToken().post("/account/games/favorite", "app_id", app);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(frame(browser.get("/h5/play/" + app))).contains("is_favorite=0");
  }

  @Test
  void aGameOnThePlatformsOwnOriginIsNotShown() {
    String app = app("wancms", "http://localhost:8080/evil");
    assertThat(player(login).get("/h5/play/" + app).status()).isEqualTo(404);
  }

  @Test
  void aTokenIdentifiesThePlayerUntilTheySignOut() {
    String app = app("egret", "http://127.0.0.1:5511/");
    String other = app("egret", "http://127.0.0.1:5511/");
    platform.send(new PutChannel("9166", "open", true), operator());
    FormBrowser browser = player(login);
    browser.get("/v2/game/9166/" + app);
    JsonNode answer = token(browser, app);
    ReadPlayer read = new ReadPlayer(answer.path("token").asString(""));
    for (int i = 0; i < 2; i++) {
      assertThat(platform.send(read, merchant(app)))
          .isInstanceOfSatisfying(
              UserProfile.class,
              user -> assertThat(user.openId()).isEqualTo(answer.path("id").asString("")));
    }
    assertRefused(platform.send(read, merchant(other)), ErrorCode.TOKEN_INVALID);
    assertRefused(platform.send(new ReadPlayer("x"), merchant(app)), ErrorCode.TOKEN_INVALID);
    browser.post("/account/sign-out", "next", "/");
    assertRefused(platform.send(read, merchant(app)), ErrorCode.TOKEN_INVALID);
  }

  @Test
  void aGrantThatIsTakenBackEndsTheTokens() {
    String app = app("egret", "http://127.0.0.1:5511/");
    platform.send(new PutChannel("9166", "open", true), operator());
    FormBrowser browser = player(login);
    browser.get("/v2/game/9166/" + app);
    ReadPlayer read = new ReadPlayer(token(browser, app).path("token").asString(""));
    browser.post("/account/apps/revoke", "app_id", app);
    assertRefused(platform.send(read, merchant(app)), ErrorCode.TOKEN_INVALID);
    browser.get("/v2/game/9166/" + app);
    assertRefused(platform.send(read, merchant(app)), ErrorCode.TOKEN_INVALID);
  }

  @Test
  void theListOfAppsLeadsThroughTheChannelLastEnteredAndFavouritesComeFirst() {
    platform.send(new PutChannel("9166", "open", true), operator());
    platform.send(new PutChannel("zz-last", "another", true), operator());
    String app = app("egret", "http://127.0.0.1:5511/");
    FormBrowser browser = player(login);
    String open = "/account/apps/open?app_id=" + app;
    assertThat(browser.get(open).location()).matches(".*/v2/game/[^/]+/" + app);
    browser.get("/v2/game/zz-last/" + app);
    assertThat(browser.get(open).location()).endsWith("/v2/game/zz-last/" + app);

    assertThat(browser.get("/account/apps").html())
        .contains("app_id=" + app)
        .doesNotContain("data-favorite");
    browser.post("/account/games/favorite", "app_id", app);
    String list = browser.get("/account/apps").html();
    int favourite = list.indexOf("data-favorite");
    assertThat(list.indexOf("app_id=" + app)).isGreaterThan(favourite);
    assertThat(list.indexOf("/account/apps/open?")).isEqualTo(list.indexOf(open));
  }

  @Test
  void anybodyMayLookButOnlyAPlayerGetsAToken() {
    String app = app("egret", "http://127.0.0.1:5511/index.html");
    platform.send(new PutChannel("9166", "open", true), operator());
    FormBrowser browser = new FormBrowser(platform);
    Page page = browser.get("/v2/game/9166/" + app);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.html()).contains("data-signed-in=\"false\"");
    assertThat(frame(page))
        .startsWith("http://127.0.0.1:5511/index.html?appId=" + app)
        .contains("egretSdkDomain=http://localhost:8080/v2");
    assertThat(browser.post("/account/games/token", "app_id", app).html()).contains("\"failed\"");
    assertThat(browser.get("/v2/game/none/" + app).status()).isEqualTo(404);
  }

  @Test
  void friendsAreListedWhereTheChannelHasThem() {
    String app = app("egret", "http://127.0.0.1:5511/");
    platform.send(new PutChannel("9166", "open", true), operator());
    platform.send(new PutChannel("9167", "closed", false), operator());
    String friend = name("friend") + "@example.com";
    FormBrowser alice = player(login);
    FormBrowser bob = player(friend);
    alice.get("/v2/game/9166/" + app);
    Subject user = new Subject.OpenId(token(alice, app).path("id").asString(""));

    alice.get("/account/friends");
    assertThat(alice.post("/account/friends", "login", friend).status()).isEqualTo(303);
    assertThat(platform.send(new ReadFriends(user), merchant(app)))
        .isEqualTo(new Friends(List.of()));
    assertThat(bob.get("/account/friends").html()).contains("value=\"" + alice.uid() + "\"");
    bob.post("/account/friends/accept", "uid", Long.toString(alice.uid()));
    assertThat(platform.send(new ReadFriends(user), merchant(app)))
        .as("a friend who does not play")
        .isEqualTo(new Friends(List.of()));
    bob.get("/v2/game/9166/" + app);
    String bobsId = token(bob, app).path("id").asString("");
    assertThat(platform.send(new ReadFriends(user), merchant(app)))
        .isEqualTo(new Friends(List.of(bobsId)));

    alice.get("/v2/game/9167/" + app);
    assertThat(platform.send(new ReadFriendsSwitch(user), merchant(app)))
        .isEqualTo(new FriendsSwitch(false));
    assertRefused(platform.send(new ReadFriends(user), merchant(app)), ErrorCode.REGION_NOT_SERVED);
    assertRefused(
        platform.send(new ReadFriends(new Subject.OpenId("x")), merchant(app)),
        ErrorCode.OPEN_ID_UNKNOWN);
  }

  @Test
  void theBestScorePerServerIsShown() {
    String app = app("egret", "http://127.0.0.1:5511/");
    platform.send(new PutChannel("9166", "open", true), operator());
    FormBrowser browser = player(login);
    browser.get("/v2/game/9166/" + app);
    Subject user = new Subject.OpenId(token(browser, app).path("id").asString(""));
    for (String score : List.of("20", "35.5", "7")) {
      assertThat(platform.send(new RecordScore(user, "s1", new BigDecimal(score)), merchant(app)))
          .isEqualTo(new Outcome.Done());
    }
    platform.send(new RecordScore(user, "s2", new BigDecimal("900")), merchant(app));
    assertThat(platform.send(new ChooseServer(user, "s1"), merchant(app)))
        .isEqualTo(new Outcome.Done());
    assertThat(new FormBrowser(platform).get("/account/games/leaderboard?app_id=" + app).html())
        .contains(">35.5<", ">s2<")
        .doesNotContain(">900<", ">20<");
  }

  @Test
  void scriptsAreServedWhereTheOriginalsAre() {
    for (String path :
        List.of(
            "/themes/main_template/Public/h5style/js/h5sdk.js", "/v2/misc/scripts/egreth5sdk.js")) {
      platform
          .web()
          .get()
          .uri(path)
          .header("Berth-Caller", platform.callerToken(Platform.pageCaller(null, null)))
          .exchange()
          .expectStatus()
          .isOk()
          .expectHeader()
          .contentType("text/javascript;charset=utf-8")
          .expectHeader()
          .valueEquals("Cross-Origin-Resource-Policy", "cross-origin")
          .expectHeader()
          .valueMatches("Cache-Control", ".*max-age=600.*")
          .expectHeader()
          .exists("ETag");
    }
  }

  private @Nullable String one(String sql) {
    return database
        .sql(sql)
        .map(row -> row.get(0, String.class))
        .one()
        .block(java.time.Duration.ofSeconds(10));
  }
}
