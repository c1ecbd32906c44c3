package io.berth.demo.player;

import io.berth.demo.merchant.Mismatch;
import io.berth.demo.merchant.Polling;
import io.berth.demo.recording.Transcript;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A player with an account and a browser. */
public final class Player implements AutoCloseable {

  private final String login;
  private final String password;
  private final String payPassword;
  private final Transcript transcript;
  private final Browser browser;
  private final InboxReader inbox;

  public Player(
      String origin, String login, String password, String payPassword, Transcript transcript) {
    this(InboxReader.ofSuite(origin, login), login, password, payPassword, transcript);
  }

  /** A player in test mode, whose mails the platform itself shows. */
  public static Player inTest(
      String testOrigin, String login, String password, String payPassword, Transcript transcript) {
    return new Player(
        InboxReader.ofTest(testOrigin, login), login, password, payPassword, transcript);
  }

  public Player(
      InboxReader inbox, String login, String password, String payPassword, Transcript transcript) {
    this.inbox = inbox;
    this.login = login;
    this.password = password;
    this.payPassword = payPassword;
    this.transcript = transcript;
    this.browser = new Browser(transcript);
  }

  public String login() {
    return login;
  }

  /**
   * Opens a login link, signs in and consents to all scopes if asked, with the box for payments
   * without a question ticked. Returns the redirect.
   */
  public Page allow(String loginLink) {
    return decide(loginLink, "allow");
  }

  public Page deny(String loginLink) {
    return decide(loginLink, "deny");
  }

  private Page decide(String loginLink, String decision) {
    Page page = signedIn(browser.get(URI.create(loginLink)));
    if (page.redirects()) {
      return page;
    }
    Page.Form consent =
        page.formWith("decision")
            .orElseThrow(() -> new Mismatch("no consent form: " + page.words()));
    Map<String, String> fields = new LinkedHashMap<>(consent.boxes());
    fields.put("decision", decision);
    return browser.submit(page, consent, fields);
  }

  /** Pays on a pay page and returns the redirect. */
  public Page pay(String payUrl) {
    Page page = signedIn(browser.get(URI.create(payUrl)));
    Page.Form mailCode =
        page.formPostingTo("/code")
            .orElseThrow(() -> new Mismatch("no button mails a code: " + page.words()));
    Optional<InboxReader.CodeMail> before = inbox.newest();
    Page coded = browser.submit(page, mailCode, Map.of());
    Page shown = coded.redirects() ? browser.follow(coded) : coded;
    String code = awaitCode(before);
    transcript.note("the inbox has the code " + code);
    return submitPayment(
        shown, Map.of("verification_code", code, "pay_password", payPassword, "decision", "pay"));
  }

  public Page cancel(String payUrl) {
    Page page = signedIn(browser.get(URI.create(payUrl)));
    return submitPayment(page, Map.of("decision", "cancel"));
  }

  /** Asks for the mail with the code that replaces a forgotten password. */
  public void forgetPassword(String origin) {
    Page page = browser.get(URI.create(origin + "/account/reset"));
    Page.Form form =
        page.formWith("login").orElseThrow(() -> new Mismatch("no form: " + page.words()));
    browser.submit(page, form, Map.of("login", login));
  }

  /** Returns the time of the newest mail with a code; empty where there is none. */
  public Optional<String> newestCodeAt() {
    return inbox.newest().map(InboxReader.CodeMail::at);
  }

  /** Opens a game's page, and signs in if asked. */
  public Page openGame(String gamePage) {
    return signedIn(browser.get(URI.create(gamePage)));
  }

  /** Sends a request as the script of a game's page does, and returns the JSON. */
  public String ask(Page gamePage, String path, Map<String, String> fields) {
    Page.Form form = new Page.Form(path, Map.of("_csrf", gamePage.data("csrf")), Map.of());
    return browser.submit(gamePage, form, fields).body();
  }

  public String payPassword() {
    return payPassword;
  }

  private Page submitPayment(Page page, Map<String, String> fields) {
    Page.Form pay =
        page.formWith("decision").orElseThrow(() -> new Mismatch("no pay form: " + page.words()));
    return browser.submit(page, pay, fields);
  }

  private Page signedIn(Page page) {
    Optional<Page.Form> form = page.formWith("password");
    if (form.isEmpty() || page.formWith("login").isEmpty()) {
      return page;
    }
    Page response = browser.submit(page, form.get(), Map.of("login", login, "password", password));
    Mismatch.unless(response.redirects(), login + " could not sign in: " + response.words());
    return browser.follow(response);
  }

  private String awaitCode(Optional<InboxReader.CodeMail> before) {
    return Polling.until(
            "a mail with a new code for " + login,
            () -> inbox.newest().filter(mail -> !Optional.of(mail).equals(before)))
        .code();
  }

  @Override
  public void close() {
    browser.close();
    inbox.close();
  }
}
