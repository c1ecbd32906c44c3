package io.berth.standalone.demo;

import java.util.Map;
import java.util.Optional;

/** Somebody who registers in the mobile client, by mail. */
public final class FomoPlayer implements AutoCloseable {

  private static final String PASSWORD = "fomo-demo-1";

  private final FomoClient client;
  private final String login;
  private final InboxReader inbox;
  private String sessionKey = "";

  /**
   * @param login mail address that has no account yet
   */
  public FomoPlayer(String origin, FomoClient client, String login) {
    this.client = client;
    this.login = login;
    this.inbox = new InboxReader(origin, login);
  }

  public String sessionKey() {
    return sessionKey;
  }

  /** Answers the new user's id. */
  public String registers() {
    Optional<InboxReader.CodeMail> before = inbox.newest();
    FomoClient.Reply begun =
        client
            .postsMultipart("customer/register", Map.of("user_name", login, "pwd", PASSWORD))
            .orMismatch("customer/register");
    return client
        .postsJson(
            "customer/complete_register",
            Map.of(
                "verify_code", code(before),
                "verify_id", begun.text("verify_id"),
                "tmp_user_id", begun.text("tmp_user_id")))
        .orMismatch("customer/complete_register")
        .text("user_id");
  }

  public FomoClient.Reply signsIn() {
    FomoClient.Reply signedIn =
        client
            .posts("customer/login", Map.of("login_name", login, "pwd", PASSWORD))
            .orMismatch("customer/login");
    sessionKey = signedIn.text("session_key");
    return signedIn;
  }

  public void setsWalletPassword(String walletPassword) {
    Optional<InboxReader.CodeMail> before = inbox.newest();
    FomoClient.Reply begun =
        client
            .posts("customer/rec_pwd1", Map.of("user_name", login))
            .orMismatch("customer/rec_pwd1");
    FomoClient.Reply verified =
        client
            .posts(
                "customer/rec_pwd2",
                Map.of(
                    "verify_id", begun.text("verify_id"),
                    "user_id", begun.text("user_id"),
                    "verify_code", code(before)))
            .orMismatch("customer/rec_pwd2");
    client
        .posts(
            "customer/set_wallet_pwd",
            Map.of(
                "session_key", sessionKey,
                "wallet_pwd", walletPassword,
                "tmp_session", verified.text("tmp_session")))
        .orMismatch("customer/set_wallet_pwd");
  }

  /** Answers the code that the app's server redeems. */
  public String authorizes(String state) {
    FomoClient.Reply granted =
        client
            .posts(
                "oauth2/authorize",
                Map.of(
                    "response_type",
                    "code",
                    "client_id",
                    client.app().clientId(),
                    "redirect_uri",
                    client.app().redirectUri(),
                    "state",
                    state,
                    "authorized",
                    "yes",
                    "session_key",
                    sessionKey))
            .orMismatch("oauth2/authorize");
    Mismatch.unlessEqual(state, granted.text("state"), "the state");
    return granted.text("code");
  }

  public FomoClient.Reply confirms(String tradeId, String transferId, String walletPassword) {
    return client.posts(
        "oauth2/authorize/confirm_pay",
        Map.of(
            "trade_id", tradeId,
            "transfer_id", transferId,
            "wallet_pwd", walletPassword,
            "session_key", sessionKey));
  }

  private String code(Optional<InboxReader.CodeMail> before) {
    return Waiting.until(
            "a mail with a new code for " + login,
            () -> inbox.newest().filter(mail -> !Optional.of(mail).equals(before)))
        .code();
  }

  @Override
  public void close() {
    inbox.close();
  }
}
