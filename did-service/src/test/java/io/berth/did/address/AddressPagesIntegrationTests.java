package io.berth.did.address;

import static io.berth.did.fixture.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.FormBrowser.Page;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import io.berth.test.postgres.TestDatabase;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@DidServiceTest
class AddressPagesIntegrationTests {
  private static final String PATH = "/account/address";
  private static final String NOT_FOUND_LINK = PATH + "/undo?token=made-up";
  private static final Pattern LINK = Pattern.compile("/account/address/undo\\?token=[0-9a-f]+");

  @Autowired Platform platform;

  private final String login = name("alice") + "@example.com";
  private final String wanted = name("wanted") + "@example.com";
  private long uid;
  private FormBrowser browser;

  @BeforeEach
  void alice() {
    uid = platform.user(login);
    browser = new FormBrowser(platform).signIn(login);
    browser.get(PATH);
  }

  private Page asks(String password) {
    return browser.post(PATH, "login", wanted, "password", password);
  }

  private Page confirms(String code) {
    return browser.post(PATH + "/code", "login", wanted, "verification_code", code);
  }

  private static Page signsIn(FormBrowser browser, String login, String password) {
    browser.get("/account/sign-in");
    return browser.post(
        "/account/sign-in", "login", login, "password", password, "next", "/account");
  }

  private String link() {
    Matcher link = LINK.matcher(Mailbox.text(Mailbox.mail(login, 1)));
    assertThat(link.find()).as("a way back").isTrue();
    return link.group();
  }

  @Test
  void theNewAddressProvesItselfByACodeAndTheFormerOneIsNotified(TestDatabase database) {
    assertThat(asks("a guess").html()).contains("The password is wrong");
    assertThat(Mailbox.of(wanted)).isEmpty();
    assertThat(asks("correct horse").html()).contains("name=\"verification_code\"", wanted);
    String code = Mailbox.code(wanted, 1);
    FormBrowser elsewhere = new FormBrowser(platform).signIn(login);
    elsewhere.get(PATH);
    assertThat(elsewhere.post(PATH + "/code", "login", wanted, "verification_code", code).html())
        .as("of another session")
        .contains("requested in another browser");

    assertThat(confirms(code).location()).isEqualTo("/account?done=address");
    assertThat(browser.get("/account").html()).contains(wanted).doesNotContain(login);
    assertThat(signsIn(new FormBrowser(platform), login, "correct horse").status()).isEqualTo(200);
    assertThat(signsIn(new FormBrowser(platform), wanted, "correct horse").status()).isEqualTo(303);
    assertThat(database.query("select action from audit_log where object = 'user/" + uid + "'"))
        .contains("user.address");
  }

  @Test
  void nobodyLearnsWhetherTheNewAddressHasAnAccount() {
    platform.user(wanted);
    assertThat(asks("correct horse").html()).contains("name=\"verification_code\"", wanted);
    assertThat(Mailbox.text(Mailbox.mail(wanted, 1)))
        .contains("already has an account")
        .doesNotContainPattern("\\d{6}");
    assertThat(confirms("123456").html()).contains("not the latest code");
  }

  @Test
  void theFormerAddressTakesTheChangeBack() {
    asks("correct horse");
    confirms(Mailbox.code(wanted, 1));
    String link = link();
    FormBrowser owner = new FormBrowser(platform);
    assertThat(owner.get(link).html()).contains("Restore your email address", login);
    assertThat(browser.get("/account").html()).as("not by looking").contains(wanted);
    String token = link.substring(link.indexOf('=') + 1);
    owner.get(link);
    assertThat(owner.post(PATH + "/undo", "token", token).html()).contains("Set a new password");

    assertThat(browser.get("/account").html()).contains("name=\"password\"");
    assertThat(signsIn(new FormBrowser(platform), login, "correct horse").status())
        .as("the password that somebody knew")
        .isEqualTo(200);
    assertThat(owner.get(link).status()).as("used").isEqualTo(404);
    assertThat(owner.get(NOT_FOUND_LINK).status()).isEqualTo(404);
  }

  @Test
  void anAddressThatHasAnotherAccountByNowIsTakenByNobody() {
    asks("correct horse");
    String code = Mailbox.code(wanted, 1);
    platform.user(wanted);
    assertThat(confirms(code).html()).contains("cannot be used");
    assertThat(browser.get("/account").html()).contains(login);

    String other = name("other") + "@example.com";
    browser.get(PATH);
    browser.post(PATH, "login", other, "password", "correct horse");
    browser.post(PATH + "/code", "login", other, "verification_code", Mailbox.code(other, 1));
    platform.user(login);
    String link = link();
    FormBrowser owner = new FormBrowser(platform);
    owner.get(link);
    String token = link.substring(link.indexOf('=') + 1);
    assertThat(owner.post(PATH + "/undo", "token", token).status()).isEqualTo(404);
    assertThat(browser.get("/account").html()).as("nothing was undone").contains(other);
  }

  @Test
  void onePersonMailsFewAddresses() {
    for (int i = 0; i < 10; i++) {
      browser.post(PATH, "login", name("anyone") + "@example.com", "password", "correct horse");
    }
    assertThat(asks("correct horse").html()).contains("Too many codes");
    assertThat(Mailbox.of(wanted)).isEmpty();
  }
}
