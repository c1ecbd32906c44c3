package io.berth.did;

import static io.berth.did.fixture.Platform.anybody;
import static io.berth.did.fixture.Platform.gateway;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.operator;
import static io.berth.did.fixture.Platform.service;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.Caller;
import io.berth.api.Outcome;
import io.berth.api.Permission;
import io.berth.api.Subject;
import io.berth.api.account.AccountOutcome.Recovery;
import io.berth.api.account.AccountOutcome.SignedIn;
import io.berth.api.account.AccountOutcome.VerificationStarted;
import io.berth.api.account.ApiSessionCommand.CompleteRegistration;
import io.berth.api.account.ApiSessionCommand.ReadAccount;
import io.berth.api.account.ApiSessionCommand.Register;
import io.berth.api.account.ApiSessionCommand.SetPassword;
import io.berth.api.account.ApiSessionCommand.SignIn;
import io.berth.api.account.ApiSessionCommand.StartRecovery;
import io.berth.api.account.ApiSessionCommand.VerifyRecovery;
import io.berth.api.account.PayerCommand.AuthorizePayment;
import io.berth.api.account.PayerCommand.ReadPayer;
import io.berth.api.account.PayerCommand.SendPaymentCode;
import io.berth.api.app.AccessCommand.KeyUse;
import io.berth.api.app.AccessCommand.ReportKeyUses;
import io.berth.api.app.AccessCommand.ResolveAccess;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.app.ManagementCommand.PutChannel;
import io.berth.api.app.ManagementCommand.PutCompany;
import io.berth.api.company.CompanyCommand.ReadMine;
import io.berth.api.operator.OperatorDidCommand.SearchUsers;
import io.berth.api.search.SearchCommand.FindInMyCompanies;
import io.berth.api.search.SearchCommand.FindKeys;
import io.berth.api.token.TokenCommand.CheckPayToken;
import io.berth.api.token.TokenCommand.CheckRevocation;
import io.berth.api.token.TokenCommand.Logout;
import io.berth.api.token.TokenCommand.RefreshTokens;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.api.user.UserCommand.ChooseServer;
import io.berth.api.user.UserCommand.ReadFriends;
import io.berth.api.user.UserCommand.ReadPeople;
import io.berth.api.user.UserCommand.ReadPlayer;
import io.berth.api.user.UserCommand.ReadUser;
import io.berth.api.user.UserCommand.RecordScore;
import io.berth.api.user.UserCommand.ResolveIdentities;
import io.berth.api.user.UserCommand.ResolveIdentities.Wanted;
import io.berth.api.user.UserOutcome.UserProfile;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.did.maintenance.Maintenance;
import io.berth.service.json.BerthJson;
import io.berth.test.postgres.TableScans;
import io.berth.test.server.BerthServers;
import io.berth.test.server.TestServers;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/**
 * Nothing that people and apps do all day reads a table from end to end. Companies, apps and
 * channels are thousands at most; pages and start-up may list them.
 */
@DidServiceTest
@BerthServers(postgres = "berth_did", kafka = true)
class HotQueriesIntegrationTests {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String PASSWORD = "correct horse";
  private static final String PIN = "2468 1357";
  private static final String CHANNEL = "busy";

  @Autowired Platform platform;
  @Autowired Maintenance maintenance;

  @Test
  void readNoTableFromEndToEnd(TestServers servers) {
    platform.send(new PutChannel(CHANNEL, "busy", true), operator());
    String game = game();
    day(game);
    // Of epochs there are as many as restores, and one row says whether audit records are
    // published.
    TableScans scans =
        new TableScans(
            servers.database(), "companies", "apps", "channels", "epochs", "audit_publication");
    scans.watch();
    TableScans.recover(this::ask);
    day(game);
    List<@Nullable String> found = scans.found();
    TableScans.recover(this::ask);
    assertThat(found).isEmpty();
  }

  private void ask() {
    succeeds(platform.send(new ReadPeople(List.of(1L)), service("identity:resolve")));
  }

  private void day(String game) {
    aMerchantsUser();
    aNewcomer();
    aPlayer(game);
    peopleWhoRunIt();
    maintenance.round().block(TIMEOUT);
  }

  private void aMerchantsUser() {
    String app = platform.app(1, 5, 10, 12);
    String login = login();
    long uid = platform.user(login, PASSWORD, PIN);
    TokenGrant grant = platform.tokens(app, uid, 1, 12);
    TokenGrant next =
        succeeds(
            platform.send(
                new RefreshTokens(grant.accessToken(), grant.refreshToken()), merchant(app)),
            TokenGrant.class);
    succeeds(platform.send(new ReadUser(new Subject.OpenId(grant.openId())), merchant(app)));
    succeeds(
        platform.send(new CheckPayToken(app, uid, next.payToken()), service("pay-token:check")));
    List<Wanted> wanted =
        List.of(
            new Wanted(app, new Subject.Uid(uid)),
            new Wanted(app, new Subject.OpenId(grant.openId())));
    succeeds(platform.send(new ResolveIdentities(wanted), service("identity:resolve")));
    platform.send(new ReadPeople(List.of(uid)), service("identity:resolve"));

    FormBrowser browser = new FormBrowser(platform).signIn(login);
    succeeds(
        platform.send(
            new CheckRevocation(uid, null, null, null, browser.sessionId(), Instant.now()),
            gateway("revocation:check")));
    Caller payService = service("payment:authorize");
    succeeds(platform.send(new ReadPayer(uid, browser.sessionId(), app), payService));
    succeeds(
        platform.send(
            new SendPaymentCode(uid, browser.sessionId(), "en", 1, "1 USDT", "Game"), payService));
    succeeds(
        platform.send(
            new AuthorizePayment(
                uid, browser.sessionId(), app, 1L, Mailbox.code(login, 1), PIN, false),
            payService));
    for (String page : List.of("/account", "/account/apps", "/account/friends")) {
      assertThat(browser.get(page).status()).isEqualTo(200);
    }
    succeeds(platform.send(new Logout(next.accessToken()), merchant(app)));
    browser.post("/account/sign-out", "next", "/");
  }

  private void aNewcomer() {
    String login = login();
    VerificationStarted started =
        succeeds(
            platform.send(new Register(login, PASSWORD, "en"), anybody(null)),
            VerificationStarted.class);
    succeeds(
        platform.send(
            new CompleteRegistration(
                started.verificationId(), started.holder(), Mailbox.code(login, 1)),
            anybody(null)));
    SignedIn session =
        succeeds(platform.send(new SignIn(login, PASSWORD), anybody(null)), SignedIn.class);
    succeeds(platform.send(new ReadAccount(session.sessionKey()), anybody(null)));
    VerificationStarted recovery =
        succeeds(
            platform.send(new StartRecovery(login, "en"), anybody(null)),
            VerificationStarted.class);
    Recovery recovered =
        succeeds(
            platform.send(
                new VerifyRecovery(
                    recovery.verificationId(), recovery.holder(), Mailbox.code(login, 2)),
                anybody(null)),
            Recovery.class);
    succeeds(platform.send(new SetPassword(recovered.token(), PASSWORD), anybody(null)));
  }

  private void aPlayer(String game) {
    String friend = login();
    FormBrowser alice = player(login(), game);
    FormBrowser bob = player(friend, game);
    JsonNode answer =
        BerthJson.mapper()
            .readTree(alice.post("/account/games/token", "app_id", game).html())
            .path("data");
    succeeds(
        platform.send(new ReadPlayer(answer.path("token").asString("")), merchant(game)),
        UserProfile.class);
    alice.post("/account/friends", "login", friend);
    bob.get("/account/friends");
    bob.post("/account/friends/accept", "uid", Long.toString(alice.uid()));
    Subject user = new Subject.OpenId(answer.path("id").asString(""));
    succeeds(platform.send(new ReadFriends(user), merchant(game)));
    succeeds(platform.send(new RecordScore(user, "s1", BigDecimal.TEN), merchant(game)));
    succeeds(platform.send(new ChooseServer(user, "s1"), merchant(game)));
    alice.get("/account/games/leaderboard?app_id=" + game);
    alice.post("/account/games/favorite", "app_id", game);
    alice.get("/account/apps");
    alice.post("/account/apps/revoke", "app_id", game);
  }

  private void peopleWhoRunIt() {
    String login = login();
    long uid = platform.user(login);
    String app = platform.app(1);
    TokenGrant grant = platform.tokens(app, uid, 1);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    succeeds(
        platform.send(
            new ResolveAccess(uid, browser.sessionId(), app, null), gateway("console:access")));
    succeeds(platform.send(new ReadMine(), console(uid, browser, new ReadMine().permission())));
    succeeds(
        platform.send(
            new ReportKeyUses(List.of(new KeyUse(app, "key", Instant.now(), "192.0.2.1"))),
            gateway("key-use:report")));
    for (String text : List.of(login.substring(0, 10), Long.toString(uid), grant.openId())) {
      SearchUsers search = new SearchUsers(text);
      succeeds(platform.send(search, console(uid, browser, search.permission())));
      FindInMyCompanies mine = new FindInMyCompanies(text);
      succeeds(platform.send(mine, console(uid, browser, mine.permission())));
      FindKeys keys = new FindKeys(text);
      succeeds(platform.send(keys, console(uid, browser, keys.permission())));
    }
  }

  private static Caller console(long uid, FormBrowser browser, Permission permission) {
    return Caller.of(Caller.Kind.CONSOLE, "request")
        .withUid(uid)
        .withSession(browser.sessionId())
        .withPermissions(Set.of(permission.name()))
        .withAddress("192.0.2.1");
  }

  private FormBrowser player(String login, String game) {
    platform.user(login);
    FormBrowser browser = new FormBrowser(platform).signIn(login);
    assertThat(browser.get("/v2/game/" + CHANNEL + "/" + game).status()).isEqualTo(200);
    return browser;
  }

  private String game() {
    String appId = name("88");
    platform.send(new PutCompany("of" + appId, Map.of("en", "Studio " + appId), true), operator());
    Map<String, JsonNode> settings =
        Map.of(
            "app_key", BerthJson.mapper().valueToTree("egretappkey0001"),
            "game_url", BerthJson.mapper().valueToTree("http://127.0.0.1:5511/"));
    String admin = "admin-" + appId + "@example.com";
    PutApp put =
        PutApp.of("of" + appId, appId)
            .dialect("egret")
            .name(Map.of("en", "Castle"))
            .adminLogin(admin)
            .settings(settings)
            .build();
    succeeds(platform.send(put, operator()));
    return appId;
  }

  private static String login() {
    return name("hot") + "@example.com";
  }

  private static void succeeds(Outcome outcome) {
    assertThat(outcome).isNotInstanceOfAny(Outcome.Refusal.class, Outcome.Invalid.class);
  }

  private static <T extends Outcome> T succeeds(Outcome outcome, Class<T> expected) {
    assertThat(outcome).isInstanceOf(expected);
    return expected.cast(outcome);
  }
}
