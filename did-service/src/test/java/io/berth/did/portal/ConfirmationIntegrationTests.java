package io.berth.did.portal;

import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Tests that a click which cannot be taken back is confirmed first, and that refused forms keep
 * their text.
 */
@DidServiceTest
class ConfirmationIntegrationTests {
  @Autowired Platform platform;

  private final String login = name("alice") + "@example.com";
  private long uid;
  private FormBrowser browser;

  @BeforeEach
  void alice() {
    uid = platform.user(login);
    browser = new FormBrowser(platform).signIn(login);
  }

  @Test
  void removingAFriendNeedsAConfirmation() {
    String other = name("bob") + "@example.com";
    long bobsUid = platform.user(other);
    FormBrowser bob = new FormBrowser(platform).signIn(other);
    browser.get("/account/friends");
    browser.post("/account/friends", "login", other);
    bob.get("/account/friends");
    bob.post("/account/friends/accept", "uid", Long.toString(uid));

    String question = "/account/friends/end?uid=" + bobsUid;
    assertThat(browser.get("/account/friends").html())
        .contains("href=\"" + question + "\"")
        .doesNotContain("action=\"/account/friends/end\"");
    assertThat(browser.get(question).html())
        .contains("Remove Alice from your friends?", "action=\"/account/friends/end\"")
        .contains("href=\"/account/friends\"");
    assertThat(browser.get("/account/friends").html()).as("not by looking").contains(question);

    browser.get(question);
    assertThat(browser.post("/account/friends/end", "uid", Long.toString(bobsUid)).status())
        .isEqualTo(303);
    assertThat(browser.get("/account/friends").html()).doesNotContain(question);
    assertThat(browser.get(question).location()).as("no friend").isEqualTo("/account/friends");
  }

  @Test
  void disconnectingAnAppNeedsAConfirmation() {
    String app = platform.app(1);
    platform.tokens(app, uid, 1);
    String question = "/account/apps/revoke?app_id=" + app;
    assertThat(browser.get("/account/apps").html())
        .contains("href=\"" + question + "\"")
        .doesNotContain("action=\"/account/apps/revoke\"");
    assertThat(browser.get(question).html())
        .contains("Disconnect Dragon Game?", "action=\"/account/apps/revoke\"");
    assertThat(browser.get("/account/apps").html()).as("not by looking").contains(question);

    browser.get(question);
    assertThat(browser.post("/account/apps/revoke", "app_id", app).status()).isEqualTo(303);
    assertThat(browser.get(question).location()).as("not connected").isEqualTo("/account/apps");
    assertThat(browser.get("/account/apps/revoke?app_id=nobodys").location())
        .isEqualTo("/account/apps");
  }

  @Test
  void aRefusedNameAndAnAddressWithTooManyRequestsAreShownAgain() {
    browser.get("/account");
    String tooLong = "x".repeat(65);
    assertThat(browser.post("/account", "name", tooLong).html()).contains("value=\"" + tooLong);

    browser.get("/account/friends");
    for (int request = 0; request < 20; request++) {
      browser.post("/account/friends", "login", "nobody-" + request + "@example.com");
    }
    var refused = browser.post("/account/friends", "login", "one.more@example.com");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.html()).contains("value=\"one.more@example.com\"", "role=\"alert\"");
  }

  @Test
  void aNameIsShownAgainWhereTheCodeHasExpired() {
    FormBrowser newcomer = new FormBrowser(platform);
    newcomer.get("/account/register");
    String address = name("carla") + "@example.com";
    assertThat(
            newcomer
                .post(
                    "/account/register/code",
                    "login",
                    address,
                    "name",
                    "Carla",
                    "verification_code",
                    "123456")
                .html())
        .contains("value=\"Carla\"", "value=\"" + address + "\"");
  }
}
