package io.berth.demo.player;

import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.FomoWalletApi;
import io.berth.demo.merchant.Mismatch;
import io.berth.demo.merchant.Polling;
import java.util.Map;
import java.util.Optional;

/** Somebody who registers in the mobile client, by mail. */
public final class FomoPlayer implements AutoCloseable {

  private static final String PASSWORD = "fomo-demo-1";

  private final FomoClient client;
  private final FomoWalletApi wallet;
  private final String login;
  private final InboxReader inbox;
  private String sessionKey = "";

  /**
   * @param login mail address that has no account yet
   */
  public FomoPlayer(String origin, FomoClient client, String login) {
    this.client = client;
    this.wallet = new FomoWalletApi(client);
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
    FomoClient.Reply signedIn = wallet.signsIn(login, PASSWORD).orMismatch("customer/login");
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
        wallet.authorizes(sessionKey, state, true).orMismatch("oauth2/authorize");
    Mismatch.unlessEqual(state, granted.text("state"), "the state");
    return granted.text("code");
  }

  public FomoClient.Reply confirms(String tradeId, String transferId, String walletPassword) {
    return wallet.confirms(sessionKey, tradeId, transferId, walletPassword);
  }

  private String code(Optional<InboxReader.CodeMail> before) {
    return Polling.until(
            "a mail with a new code for " + login,
            () -> inbox.newest().filter(mail -> !Optional.of(mail).equals(before)))
        .code();
  }

  @Override
  public void close() {
    inbox.close();
  }
}
