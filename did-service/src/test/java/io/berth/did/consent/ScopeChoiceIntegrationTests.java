package io.berth.did.consent;

import static io.berth.did.fixture.Platform.CALLBACK;
import static io.berth.did.fixture.Platform.assertRefused;
import static io.berth.did.fixture.Platform.merchant;
import static io.berth.did.fixture.Platform.name;
import static io.berth.did.fixture.Platform.operator;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.api.ErrorCode;
import io.berth.api.Outcome;
import io.berth.api.app.ManagementCommand.PutApp;
import io.berth.api.token.TokenCommand.CheckPayToken;
import io.berth.api.token.TokenCommand.Login;
import io.berth.api.token.TokenOutcome.TokenGrant;
import io.berth.api.user.UserOutcome;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.FormBrowser.Page;
import io.berth.did.fixture.Platform;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The player chooses scopes box by box; what is left out is not granted. */
@DidServiceTest
class ScopeChoiceIntegrationTests {
  @Autowired Platform platform;

  private final String login = name("player") + "@example.com";
  private String app = "";
  private long uid;
  private FormBrowser browser = new FormBrowser(platform);

  @BeforeEach
  void signIn() {
    app = platform.app(1, 7, 9, 11, 12);
    uid = platform.user(login);
    browser = new FormBrowser(platform).signIn(login);
  }

  private String link(String scopes) {
    return "/oauth/login/?app_id=%s&scopes=%s&state=state123&device=device12&redirect_url=%s"
        .formatted(app, scopes, URLEncoder.encode(CALLBACK, StandardCharsets.UTF_8));
  }

  private Page allows(String scopes, String... boxes) {
    String[] fields = new String[boxes.length * 2 + 4];
    for (int i = 0; i < boxes.length; i++) {
      fields[2 * i] = "scope_" + boxes[i];
      fields[2 * i + 1] = "on";
    }
    fields[boxes.length * 2] = "scopes_shown";
    fields[boxes.length * 2 + 1] = "1";
    fields[boxes.length * 2 + 2] = "decision";
    fields[boxes.length * 2 + 3] = "allow";
    browser.get(link(scopes));
    return browser.post(link(scopes), fields);
  }

  private TokenGrant tokens(Page redirect, String scopes) {
    Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher("" + redirect.location());
    assertThat(code.find()).as(redirect.toString()).isTrue();
    Login redeem = new Login(code.group(1), scopes, "state123", "device12");
    return (TokenGrant) platform.send(redeem, merchant(app));
  }

  private void requires(Integer... scopes) {
    assertThat(platform.send(requiring(scopes), operator()))
        .isInstanceOf(UserOutcome.Identity.class);
  }

  private PutApp requiring(Integer... scopes) {
    return PutApp.of("company" + app, app).requiredScopes(List.of(scopes)).build();
  }

  private static String box(Page page, int scope) {
    Matcher input =
        Pattern.compile("<input[^>]*name=\"scope_" + scope + "\"[^>]*>").matcher(page.html());
    assertThat(input.find()).as("box of scope " + scope).isTrue();
    return input.group();
  }

  @Test
  void everyRequestedScopeHasABoxAndScopeTwelveIsOffUntilTicked() {
    requires(1);

    Page page = browser.get(link("1,7,11,12"));

    assertThat(page.html()).contains("name=\"scopes_shown\" value=\"1\"");
    assertThat(box(page, 1)).contains("type=\"checkbox\"", "checked=", "disabled=");
    assertThat(box(page, 7)).contains("type=\"checkbox\"", "checked=").doesNotContain("disabled=");
    assertThat(box(page, 11)).contains("checked=");
    assertThat(box(page, 12)).contains("value=\"on\"").doesNotContain("checked=", "disabled=");
    assertThat(page.html()).doesNotContain("name=\"scope_9\"");
  }

  @Test
  void whatIsLeftOutIsNotGranted() {
    Page redirect = allows("1,7,11,12", "1", "11");

    assertThat(redirect.location()).as("as requested").contains("scopes=1,7,11,12");
    TokenGrant tokens = tokens(redirect, "1,7,11,12");
    assertThat(tokens.scopes()).containsExactly(1, 11);
    assertThat(tokens.payToken()).as("pay token without scope 12").isNullOrEmpty();
  }

  @Test
  void aBoxForWhatWasNotRequestedGrantsNothing() {
    assertThat(tokens(allows("1,7", "1", "7", "12", "11"), "1,7").scopes()).containsExactly(1, 7);
  }

  @Test
  void paymentsWithoutAConfirmationAreGrantedWhenTicked() {
    TokenGrant tokens = tokens(allows("1,12", "1", "12"), "1,12");

    assertThat(tokens.scopes()).containsExactly(1, 12);
    assertThat(tokens.payToken()).isNotBlank();
  }

  @Test
  void aFormWithoutBoxesGrantsAllButScopeTwelve() {
    browser.get(link("1,7,12"));
    Page redirect = browser.post(link("1,7,12"), "decision", "allow");

    TokenGrant tokens = tokens(redirect, "1,7,12");
    assertThat(tokens.scopes()).containsExactly(1, 7);
    assertThat(tokens.payToken()).isNullOrEmpty();
  }

  @Test
  void whatTheAppRequiresCannotBeLeftOut() {
    requires(1, 7);

    assertThat(tokens(allows("1,7,11"), "1,7,11").scopes()).containsExactly(1, 7);
  }

  @Test
  void noAppRequiresScopesTenAndTwelve() {
    assertRefused(platform.send(requiring(1, 10), operator()), ErrorCode.BAD_PARAMETER);
    assertRefused(platform.send(requiring(12), operator()), ErrorCode.BAD_PARAMETER);
  }

  @Test
  void leavingOutEveryScopeIsARefusal() {
    assertThat(allows("7,11").location()).contains("code=&", "expire_time=-1");
  }

  @Test
  void scopeNineShowsOnlyUndecidedScopes() {
    allows("1,7,9", "1", "9");

    Page again = browser.get(link("1,7,9"));
    assertThat(tokens(again, "1,7,9").scopes()).as("refused before").containsExactly(1, 9);

    Page asked = browser.get(link("1,7,9,11"));
    assertThat(asked.status()).as("11 is new").isEqualTo(200);
    assertThat(box(asked, 7)).as("refused before").doesNotContain("checked=");
    assertThat(box(asked, 11)).contains("checked=");

    allows("1,7,9,11", "1", "7", "9");
    assertThat(tokens(browser.get(link("1,7,9,11")), "1,7,9,11").scopes()).containsExactly(1, 7, 9);
  }

  @Test
  void scopeNineShowsNewlyRequiredScopes() {
    allows("1,7,9", "1", "9");
    requires(7);

    assertThat(browser.get(link("1,7,9")).status()).isEqualTo(200);
  }

  @Test
  void withoutScopeNineTheConsentPageIsShownAgain() {
    allows("1,9", "1", "9");
    allows("1,9,7", "1", "7");

    assertThat(browser.get(link("1,9")).status()).isEqualTo(200);
  }

  @Test
  void disconnectingForgetsWhatWasRefused() {
    allows("1,7,9", "1", "9");
    browser.get("/account/apps");
    browser.post("/account/apps/revoke", "app_id", app);

    Page asked = browser.get(link("1,7,9"));

    assertThat(asked.status()).isEqualTo(200);
    assertThat(box(asked, 7)).contains("checked=");
  }

  @Test
  void aPayTokenOfAGrantWithoutScopeTwelveChargesNothing() {
    TokenGrant tokens = tokens(allows("1,12", "1"), "1,12");

    Outcome checked =
        platform.send(
            new CheckPayToken(app, uid, "" + tokens.payToken()),
            Platform.service("pay-token:check"));
    assertThat(checked).isNotEqualTo(new Outcome.Done());
  }

  @Test
  void scopesThatPromiseNothingAreDropped() {
    String other = platform.app(1, 2, 3, 4, 8);
    app = other;

    Page page = browser.get(link("1,2,3,4,8"));

    assertThat(page.html()).contains("name=\"scope_1\"").doesNotContain("name=\"scope_3\"");
    assertThat(tokens(allows("1,2,3,4,8", "1", "3", "4"), "1,2,3,4,8").scopes()).containsExactly(1);
  }
}
