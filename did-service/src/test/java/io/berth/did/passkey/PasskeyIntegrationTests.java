package io.berth.did.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.berth.did.company.ConsoleFixture;
import io.berth.did.company.ConsoleFixture.Person;
import io.berth.did.fixture.DidServiceTest;
import io.berth.did.fixture.FormBrowser;
import io.berth.did.fixture.FormBrowser.Page;
import io.berth.did.fixture.Mailbox;
import io.berth.did.fixture.Platform;
import java.security.GeneralSecurityException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@DidServiceTest
class PasskeyIntegrationTests {
  private static final String PATH = "/account/passkeys";
  private static final String SIGN_IN = "/account/sign-in/passkey";
  private static final String ORIGIN = "http://localhost:8080";
  private static final String PASSWORD = "correct horse";

  @Autowired Platform platform;
  @Autowired DatabaseClient database;

  private Person person;
  private FormBrowser browser;
  private SoftAuthenticator phone;

  @BeforeEach
  void person() throws GeneralSecurityException {
    person = new ConsoleFixture(platform, database).person();
    browser = new FormBrowser(platform).signIn(person.login());
    phone = SoftAuthenticator.at(ORIGIN);
  }

  private record Given(String token, String challenge) {}

  private Given creation() {
    browser.get(PATH);
    Page page = browser.post(PATH + "/new", "password", PASSWORD);
    return new Given(
        found("name=\"token\" value=\"([^\"]+)\"", page.html()),
        found("data-challenge=\"([^\"]+)\"", page.html()));
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private Page adds(SoftAuthenticator device, Given given) {
    return browser.post(
        PATH, "token", given.token, "credential", device.creates(given.challenge), "name", "Phone");
  }

  private FormBrowser withPasskey() {
    assertThat(adds(phone, creation()).location()).isEqualTo(PATH + "?done=added");
    return new FormBrowser(platform);
  }

  private Given challenge(FormBrowser visitor) {
    visitor.get("/account/sign-in");
    String json = visitor.post(SIGN_IN + "/challenge").html();
    return new Given(
        found("\"token\":\"([^\"]+)\"", json), found("\"challenge\":\"([^\"]+)\"", json));
  }

  private Page signsIn(FormBrowser visitor, Given given, String credential, String next) {
    return visitor.post(SIGN_IN, "token", given.token, "credential", credential, "next", next);
  }

  private Page signsIn(FormBrowser visitor, SoftAuthenticator device)
      throws GeneralSecurityException {
    Given given = challenge(visitor);
    return signsIn(visitor, given, device.signs(given.challenge, person.uid()), "/account");
  }

  private long stored() {
    return database
        .sql("select count(*) from passkeys where uid = " + person.uid())
        .mapValue(Long.class)
        .one()
        .block();
  }

  @Test
  void aPersonAddsAPasskeyAndSignsInWithItAsWithBothFactors() throws Exception {
    FormBrowser visitor = withPasskey();
    assertThat(Mailbox.notice(person.login(), "Phone")).contains(PATH);
    assertThat(signsIn(visitor, phone).location()).isEqualTo("/account");
    assertThat(visitor.uid()).isEqualTo(person.uid());
    assertThat(
            database
                .sql(
                    "select second_factor_at is not null from sessions where session_id = '"
                        + visitor.sessionId()
                        + "'")
                .mapValue(Boolean.class)
                .one()
                .block())
        .isTrue();
    assertThat(visitor.get(PATH).html()).contains("Phone", "Last used");
  }

  @Test
  void signingInLeadsToAnAppsConsentByAPageInBetween() throws Exception {
    FormBrowser visitor = withPasskey();
    Given given = challenge(visitor);
    String credential = phone.signs(given.challenge, person.uid());
    assertThat(signsIn(visitor, given, credential, "/login?app=1").location())
        .isEqualTo("/account/continue?next=%2Flogin%3Fapp%3D1");
  }

  @Test
  void aSignatureOfAnotherOriginWithoutUnlockingOrOfACloneSignsNobodyIn() throws Exception {
    withPasskey();
    for (SoftAuthenticator wrong :
        new SoftAuthenticator[] {
          phone.showing("https://berth.example.net"),
          phone.showing("http://localhost:8081"),
          phone.locked(),
          phone.cloned(),
          SoftAuthenticator.at(ORIGIN)
        }) {
      FormBrowser visitor = new FormBrowser(platform);
      assertThat(signsIn(visitor, wrong).status()).isEqualTo(200);
      assertThat(visitor.uid()).isNull();
    }
    assertThat(signsIn(new FormBrowser(platform), phone).status()).isEqualTo(303);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "1", "x", "{\"response\":{}}"})
  void anythingElseThanASignatureSignsNobodyIn(String credential) {
    FormBrowser visitor = new FormBrowser(platform);
    Given given = challenge(visitor);
    assertThat(signsIn(visitor, given, credential, "/account").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "null", "[]", "{}", "1", "x", "{\"response\":{}}"})
  void anythingElseThanANewPasskeyIsNotAdded(String credential) {
    Page page =
        browser.post(PATH, "token", creation().token, "credential", credential, "name", "Phone");
    assertThat(page.status()).isEqualTo(200);
    assertThat(stored()).isZero();
  }

  @Test
  void aChallengeIsGoodOnceAndInItsBrowserOnly() throws Exception {
    FormBrowser visitor = withPasskey();
    Given given = challenge(visitor);
    String credential = phone.signs(given.challenge, person.uid());
    FormBrowser thief = new FormBrowser(platform);
    thief.get("/account/sign-in");
    assertThat(signsIn(thief, given, credential, "/account").status()).isEqualTo(200);
    assertThat(signsIn(visitor, given, credential, "/account").status()).isEqualTo(303);
    String again = phone.signs(given.challenge, person.uid());
    assertThat(signsIn(visitor.forgetSession(), given, again, "/account").status()).isEqualTo(200);
  }

  @Test
  void addingTakesThePasswordAndItsOwnSession() throws Exception {
    browser.get(PATH);
    assertThat(browser.post(PATH + "/new", "password", "wrong").html())
        .doesNotContain("data-challenge=");
    Given given = creation();
    browser = new FormBrowser(platform).signIn(person.login());
    browser.get(PATH);
    assertThat(adds(phone, given).status()).as("another session").isEqualTo(200);
    Given signIn = challenge(browser);
    assertThat(adds(phone, signIn).status()).as("a challenge for signing in").isEqualTo(200);
    assertThat(adds(phone.showing("https://evil.example"), creation()).status()).isEqualTo(200);
    assertThat(adds(phone.locked(), creation()).status()).isEqualTo(200);
    assertThat(stored()).isZero();
  }

  @Test
  void tenAreTheMostAndRemovingTakesThePassword() throws Exception {
    withPasskey();
    for (int i = 2; i <= 10; i++) {
      adds(SoftAuthenticator.at(ORIGIN), creation());
    }
    assertThat(stored()).isEqualTo(10);
    Given given = creation();
    assertThat(adds(SoftAuthenticator.at(ORIGIN), given).status()).isEqualTo(200);
    assertThat(stored()).isEqualTo(10);

    String id = found("name=\"id\" value=\"(\\d+)\"", browser.get(PATH).html());
    browser.post(PATH + "/rename", "id", id, "name", "Old phone");
    assertThat(browser.get(PATH).html()).contains("Old phone");
    browser.post(PATH + "/remove", "id", id, "password", "wrong");
    assertThat(stored()).isEqualTo(10);
    FormBrowser stranger =
        new FormBrowser(platform).signIn(new ConsoleFixture(platform, database).person().login());
    stranger.get(PATH);
    stranger.post(PATH + "/remove", "id", id, "password", PASSWORD);
    assertThat(stored()).isEqualTo(10);
    assertThat(browser.post(PATH + "/remove", "id", id, "password", PASSWORD).location())
        .isEqualTo(PATH + "?done=removed");
    assertThat(stored()).isEqualTo(9);
    assertThat(signsIn(new FormBrowser(platform), phone).status()).isEqualTo(200);
  }

  @Test
  void aDisabledPersonIsNotSignedIn() throws Exception {
    FormBrowser visitor = withPasskey();
    database
        .sql("update accounts set frozen_at = now() where uid = " + person.uid())
        .then()
        .block();
    assertThat(signsIn(visitor, phone).status()).isEqualTo(200);
    assertThat(visitor.uid()).isNull();
  }
}
