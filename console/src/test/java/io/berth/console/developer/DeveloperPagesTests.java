package io.berth.console.developer;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.AccountKind;
import io.berth.api.Outcome;
import io.berth.api.Outcome.Invalid;
import io.berth.api.Permission;
import io.berth.api.app.AppCommand.ChangeApp;
import io.berth.api.app.AppCommand.ChangeKey;
import io.berth.api.app.AppCommand.CreateApp;
import io.berth.api.app.AppCommand.CreateKey;
import io.berth.api.app.AppCommand.ReadHead;
import io.berth.api.app.AppCommand.RotateSecret;
import io.berth.api.app.AppCommand.SetPayoutPassword;
import io.berth.api.app.AppOutcome.Head;
import io.berth.api.app.AppOutcome.Made;
import io.berth.api.app.AppOutcome.SecretsMade;
import io.berth.api.audit.AuditFilter;
import io.berth.api.balance.TestMoneyCommand.GiveTestMoney;
import io.berth.api.company.CompanyCommand.ChangeMember;
import io.berth.api.company.CompanyCommand.CreateCompany;
import io.berth.api.company.CompanyCommand.InviteMember;
import io.berth.api.company.CompanyCommand.ReadCompanyAudit;
import io.berth.api.company.CompanyCommand.RemoveMember;
import io.berth.api.company.CompanyCommand.Role;
import io.berth.api.company.CompanyOutcome.AppLine;
import io.berth.api.company.CompanyOutcome.CompanyMade;
import io.berth.api.delivery.DeliveryCommand.CheckTarget;
import io.berth.api.launch.LaunchCommand.AddTester;
import io.berth.api.launch.LaunchCommand.ChangeLaunch;
import io.berth.api.launch.LaunchCommand.MakeLaunchLink;
import io.berth.api.launch.LaunchCommand.SetLaunchShare;
import io.berth.api.launch.LaunchOutcome.LaunchLinkMade;
import io.berth.api.launch.LaunchState;
import io.berth.console.RunningConsole;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeveloperPagesTests {
  private static final String APP = "/console/apps/game1";

  private final RunningConsole console = RunningConsole.get();

  @BeforeEach
  void script() {
    ScriptedDeveloper.script(console.gateway(), "dragonex");
  }

  private static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "/console, en",
    "/console, zh-CN",
    "/console, ko",
    "/console/companies/acme, en",
    "/console/companies/acme, zh-CN",
    "/console/companies/acme, ko",
    "/console/companies/acme/audit, en",
    "/console/companies/acme/audit, zh-CN",
    "/console/companies/acme/audit, ko",
    "/console/companies/acme/apps/new, en",
    "/console/companies/acme/apps/new, ko",
    "/console/companies/acme/apps/new?dialect=dragonex, en",
    "/console/companies/acme/apps/new?dialect=fomo, zh-CN",
    "/console/companies/acme/apps/new?dialect=wancms, ko",
    "/console/companies/acme/apps/new?dialect=egret, ko",
    "/console/invitations/abc, en",
    "/console/invitations/abc, ko",
    "/console/apps/game1, en",
    "/console/apps/game1, zh-CN",
    "/console/apps/game1, ko",
    "/console/apps/game1/keys, en",
    "/console/apps/game1/keys, zh-CN",
    "/console/apps/game1/keys, ko",
    "/console/apps/game1/launch, en",
    "/console/apps/game1/launch, zh-CN",
    "/console/apps/game1/launch, ko",
    "/console/apps/game1/settings, en",
    "/console/apps/game1/settings, ko"
  })
  void everyPageHasWordsInEveryLanguage(String path, String language) {
    HttpResponse<String> page = console.get(path, 1L, language);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("??").contains("lang=\"" + language + "\"");
  }

  private void scriptTest() {
    AppLine test =
        new AppLine("test:game1", "acme", Map.of("en", "Game"), "dragonex", LaunchState.LIVE, true);
    console
        .gateway()
        .answers(ReadHead.class, new Head(test, Map.of(), EnumSet.allOf(Permission.class)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN", "ko"})
  void thePagesOfATestAppSayThatTheyAre(String language) {
    scriptTest();
    HttpResponse<String> page = console.get("/console/apps/test:game1/test", 1L, language);
    assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("??").contains("class=\"test-mode\"", ">game1<");
  }

  @Test
  void ownersGiveTestMoneyToTheirApp() {
    scriptTest();
    console.gateway().answers(GiveTestMoney.class, new Outcome.Done());
    String page = "/console/apps/test:game1/test";
    HttpResponse<String> given =
        console.post(
            page, page + "/money", Map.of("account", "open", "coin", "usdt", "amount", "250"));
    assertThat(given.statusCode()).isEqualTo(303);
    assertThat(location(given)).endsWith(page);
    assertThat(console.gateway().latest(GiveTestMoney.class))
        .isEqualTo(new GiveTestMoney(AccountKind.OPEN, "usdt", "250"));
  }

  @Test
  void scopesAreWordsWithWhatTheProtocolCallsThem() {
    assertThat(console.get(APP).body())
        .contains("Know who you are", "<code class=\"fine\">1</code>");
    ScriptedDeveloper.script(console.gateway(), "fomo");
    assertThat(console.get(APP).body()).contains("<code class=\"fine\">userinfo</code>");
    ScriptedDeveloper.script(console.gateway(), "egret");
    assertThat(console.get(APP).body()).doesNotContain("<code class=\"fine\">");
  }

  @Test
  void ownersReadAndTakeAlongWhoDidWhat() {
    String path = "/console/companies/acme/audit";
    assertThat(console.get("/console/companies/acme").body()).contains(path);
    String page = console.get(path + "?from=2026-11-01&object=app/game1").body();
    assertThat(page)
        .contains("Deleted a key", "bob@example.com", "something.new")
        .contains("The platform (bootstrap file)", "c0ffee00c0ffee00");
    AuditFilter asked =
        Objects.requireNonNull(console.gateway().latest(ReadCompanyAudit.class)).filter();
    assertThat(asked.object()).isEqualTo("app/game1");
    assertThat(asked.from()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    String csv = console.get(path + ".csv").body();
    assertThat(csv.lines()).hasSize(6);
    assertThat(csv).contains("key.delete", "secret.app_key=replaced");

    console.gateway().forget();
    assertThat(console.get(path).statusCode()).isEqualTo(403);
    assertThat(console.get(path + ".csv").statusCode()).isEqualTo(403);
  }

  @Test
  void aCompanyIsMadeAndLeadsToItsFirstApp() {
    console.gateway().answers(CreateCompany.class, new CompanyMade("sky1"));
    HttpResponse<String> made =
        console.post("/console", "/console/companies", Map.of("name", " Sky "));
    assertThat(location(made)).isEqualTo("/console/companies/sky1/apps/new");
    assertThat(console.gateway().latest(CreateCompany.class))
        .isEqualTo(new CreateCompany("Sky", "en"));

    console.gateway().answers(CreateCompany.class, Invalid.of("name", "length", "1", "64"));
    HttpResponse<String> refused =
        console.post("/console", "/console/companies", Map.of("name", ""));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("Use between 1 and 64 characters.", "aria-invalid=\"true\"");
  }

  @Test
  void colleaguesAreInvitedAndGivenRoles() {
    console.gateway().answers(InviteMember.class, new Outcome.Done());
    String page = "/console/companies/acme";
    HttpResponse<String> invited =
        console.post(
            page, page + "/invitations", Map.of("login", "d@example.com", "role", "FINANCE"));
    assertThat(location(invited)).isEqualTo(page);
    assertThat(console.gateway().latest(InviteMember.class))
        .isEqualTo(new InviteMember("acme", "d@example.com", Role.FINANCE, "en"));

    console.gateway().answers(ChangeMember.class, Invalid.of("role", "last-owner"));
    HttpResponse<String> refused =
        console.post(page, page + "/members", Map.of("uid", "1000000", "role", "READ_ONLY"));
    assertThat(refused.body()).contains("A company needs an owner.");
  }

  @Test
  void removingSomebodyAsksFirst() {
    String company = "/console/companies/acme";
    String removal = company + "/members/1000001/remove";
    assertThat(console.get(company).body())
        .contains("href=\"" + removal + "\"")
        .doesNotContain("name=\"remove\"");
    console.gateway().answers(RemoveMember.class, new Outcome.Done());
    HttpResponse<String> question = console.get(removal);
    assertThat(question.body())
        .contains("Remove bob@example.com from Acme Games?", "action=\"" + removal + "\"");
    assertThat(console.gateway().latest(RemoveMember.class)).as("not by looking").isNull();
    assertThat(console.forge(removal, "").statusCode()).isEqualTo(403);
    assertThat(console.gateway().latest(RemoveMember.class)).as("not by others").isNull();
    assertThat(location(console.post(removal, removal, Map.of()))).isEqualTo(company);
    assertThat(console.gateway().latest(RemoveMember.class))
        .isEqualTo(new RemoveMember("acme", 1_000_001));

    console.gateway().answers(RemoveMember.class, Invalid.of("role", "last-owner"));
    HttpResponse<String> last = console.post(removal, removal, Map.of());
    assertThat(last.statusCode()).isEqualTo(422);
    assertThat(last.body()).contains("A company needs an owner.");
    assertThat(console.get(company + "/members/7/remove").statusCode()).isEqualTo(404);
  }

  @Test
  void titlesNameThePageTheAppAndThePlatform() {
    assertThat(console.get(APP + "/keys").body())
        .contains("<title>Keys and secrets · Sky Game · Berth</title>");
    assertThat(console.get("/console").body()).contains(" · Berth</title>");
  }

  @Test
  void anAppIsMadeWithWhatItsDialectCannotDoWithout() {
    console
        .gateway()
        .answers(
            CreateApp.class,
            new SecretsMade("shop_1", List.of(new Made("client_secret", null, "c0ffee"))));
    String form = "/console/companies/acme/apps/new?dialect=fomo";
    assertThat(console.get(form).body())
        .contains("name=\"redirect_uri\"")
        .doesNotContain("name=\"client_secret\"");
    HttpResponse<String> made =
        console.post(
            form,
            "/console/companies/acme/apps",
            Map.of(
                "dialect", "fomo",
                "app_id", "shop_1",
                "name", "Shop",
                "redirect_uri", "shop.example/back"));
    assertThat(made.statusCode()).isEqualTo(200);
    assertThat(made.body()).contains("c0ffee", "Client secret", "download=\"shop_1.txt\"");
    assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    CreateApp asked = console.gateway().latest(CreateApp.class);
    assertThat(asked).isNotNull();
    assertThat(asked.settings()).containsOnlyKeys("redirect_uri");
  }

  @Test
  void aKeyIsShownOnceAndBoundToAddresses() {
    console
        .gateway()
        .answers(
            CreateKey.class,
            asked ->
                new SecretsMade(
                    "game1", List.of(new Made("secret_key", asked.accessKey(), "hush"))));
    HttpResponse<String> made =
        console.post(
            APP + "/keys",
            APP + "/keys",
            Map.of("access_key", "k1", "name", "Test", "ips", "10.0.0.0/8\n 203.0.113.9,::1 "));
    assertThat(made.body()).contains("hush", "k1", "shown only once");
    assertThat(console.gateway().latest(CreateKey.class))
        .isEqualTo(new CreateKey("k1", "Test", List.of("10.0.0.0/8", "203.0.113.9", "::1")));

    console.gateway().answers(ChangeKey.class, Invalid.of("ips", "address", "10.0.0.300"));
    HttpResponse<String> refused =
        console.post(
            APP + "/keys",
            APP + "/keys/change",
            Map.of("access_key", "old", "name", "", "ips", "10.0.0.300"));
    assertThat(refused.body()).contains("10.0.0.300 is neither an IP address nor a range.");
  }

  @Test
  void thePayoutPasswordIsSetWhereTheDialectHasOneAndNeverShown() {
    assertThat(console.get(APP + "/keys").body()).doesNotContain("payout_password");
    ScriptedDeveloper.script(console.gateway(), "fomo");
    console.gateway().answers(SetPayoutPassword.class, new Outcome.Done());
    HttpResponse<String> unequal =
        console.post(
            APP + "/keys",
            APP + "/keys/payout-password",
            Map.of("payout_password", "hush-hush", "payout_password_again", "hush"));
    assertThat(unequal.body()).contains("The two passwords differ.").doesNotContain("hush");
    assertThat(console.gateway().latest(SetPayoutPassword.class)).isNull();

    HttpResponse<String> set =
        console.post(
            APP + "/keys",
            APP + "/keys/payout-password",
            Map.of("payout_password", " hush-hush", "payout_password_again", " hush-hush"));
    assertThat(set.statusCode()).isEqualTo(303);
    assertThat(console.gateway().latest(SetPayoutPassword.class))
        .isEqualTo(new SetPayoutPassword(" hush-hush"));
  }

  @Test
  void aSecretIsReplacedWhileTheFormerOneStaysGood() {
    assertThat(console.get(APP + "/keys").body())
        .contains("The previous one stays valid until", "2026-11-20 09:30:00 UTC");
    console
        .gateway()
        .answers(
            RotateSecret.class,
            new SecretsMade("game1", List.of(new Made("resp_check_key", null, "fresh"))));
    HttpResponse<String> made =
        console.post(
            APP + "/keys", APP + "/keys/rotate", Map.of("name", "resp_check_key", "version", "7"));
    assertThat(made.body()).contains("fresh", "Response check key");
    assertThat(console.gateway().latest(RotateSecret.class))
        .isEqualTo(new RotateSecret("resp_check_key", 7));
  }

  @Test
  void aCallbackAddressIsCheckedByWhoCallsIt() {
    console.gateway().answers(CheckTarget.class, Invalid.of("callback_url", "port", "25"));
    HttpResponse<String> refused =
        console.post(
            APP + "/settings",
            APP + "/settings",
            Map.of("version", "7", "callback_url", "http://mail.example:25/"));
    assertThat(refused.body())
        .contains("Berth does not call port 25. Use 80, 443, or a port from 1024.")
        .contains("http://mail.example:25/");
    assertThat(console.gateway().latest(ChangeApp.class)).isNull();
  }

  @Test
  void thePriceListIsReadRowByRow() {
    ScriptedDeveloper.script(console.gateway(), "egret");
    console.gateway().answers(ChangeApp.class, new Outcome.Done());
    String page = console.get(APP + "/settings").body();
    assertThat(page).contains("name=\"goods.price\"", "value=\"6.5\"");
    assertThat(page).doesNotContain("name=\"redirect_urls\"", "name=\"entry\"");
    HttpResponse<String> saved =
        console.post(
            APP + "/settings",
            APP + "/settings",
            Map.of(
                "version", "7",
                "goods.id", "g1",
                "goods.price", "7",
                "contact.qq", "10001\n10002",
                "contact.email", "help@game.example",
                "goods.name", "70 gems",
                "game_url", "https://game.example/"));
    assertThat(location(saved)).isEqualTo(APP + "/settings");
    ChangeApp asked = console.gateway().latest(ChangeApp.class);
    assertThat(asked).isNotNull();
    assertThat(asked.settings()).isNotNull();
    assertThat(asked.settings().get("contact").toString())
        .isEqualTo("{\"qq\":[\"10001\",\"10002\"],\"email\":[\"help@game.example\"]}");
    assertThat(asked.settings().get("goods").toString())
        .isEqualTo("[{\"id\":\"g1\",\"price\":\"7\",\"name\":\"70 gems\"}]");
    assertThat(asked.redirectUrls()).isNull();
  }

  @Test
  void aLaunchIsWidenedAndWithdrawn() {
    String launch = APP + "/launch";
    assertThat(console.get(launch).body())
        .contains("limited", "carol@example.com", "A link is in force. People who came by it: 12.")
        .contains("accepted → limited", "to our friends", "Open for everybody");
    console.gateway().answers(ChangeLaunch.class, new Outcome.Done());
    assertThat(
            location(
                console.post(
                    launch,
                    launch + "/state",
                    Map.of("move", "LIMITED-LIVE", "reason", "no complaints"))))
        .isEqualTo(launch);
    assertThat(console.gateway().latest(ChangeLaunch.class))
        .isEqualTo(new ChangeLaunch(LaunchState.LIMITED, LaunchState.LIVE, "no complaints"));
    assertThat(console.post(launch, launch + "/state", Map.of("move", "LIMITED-GONE")).statusCode())
        .isEqualTo(400);

    console.gateway().answers(SetLaunchShare.class, Invalid.of("percent", "malformed"));
    HttpResponse<String> refused =
        console.post(launch, launch + "/share", Map.of("percent", "many"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Enter a whole number from 0 to 100.", "value=\"many\"");
    console.gateway().answers(AddTester.class, new Outcome.Done());
    console.post(launch, launch + "/testers", Map.of("login", "dave@example.com"));
    assertThat(console.gateway().latest(AddTester.class))
        .isEqualTo(new AddTester("dave@example.com"));

    console.gateway().answers(MakeLaunchLink.class, new LaunchLinkMade("https://berth/x?token=1"));
    assertThat(console.post(launch, launch + "/link", Map.of()).body())
        .contains("https://berth/x?token=1", "it is never shown again");
    assertThat(console.get(launch).body()).doesNotContain("token=1");
  }

  @Test
  void requiredScopesAreTickedAmongThoseThatMayBeRequired() {
    console.gateway().answers(ChangeApp.class, new Outcome.Done());
    String page = console.get(APP + "/settings").body();
    assertThat(page).containsPattern("name=\"required_scope\" value=\"1\" checked");
    assertThat(page).containsPattern("name=\"required_scope\" value=\"5\"(?! checked)");
    assertThat(page).doesNotContain("name=\"required_scope\" value=\"12\"");
    console.post(
        APP + "/settings", APP + "/settings", Map.of("version", "7", "required_scope", "5"));
    ChangeApp asked = console.gateway().latest(ChangeApp.class);
    assertThat(asked).isNotNull();
    assertThat(asked.requiredScopes()).containsExactly(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/keys", "/settings", "/launch"})
  void whoMayOnlyLookIsShownNoButtons(String page) {
    AppLine line = new AppLine("game1", "acme", Map.of(), "dragonex", LaunchState.IN_TEST, false);
    console
        .gateway()
        .answers(ReadHead.class, new Head(line, Map.of(), Set.of(Permission.APP_READ)));
    assertThat(console.get(APP + page).body()).doesNotContain("<button type=\"submit\"");
  }
}
