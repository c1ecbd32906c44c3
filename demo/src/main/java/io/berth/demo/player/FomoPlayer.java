package io.berth.demo.player;

import io.berth.demo.merchant.FomoClient;
import io.berth.demo.merchant.FomoWalletApi;
import io.berth.demo.merchant.Mismatch;
import io.berth.demo.merchant.Polling;
import java.util.Map;
import java.util.Optional;

/** A player who registers in the mobile client by mail. */
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
    this(InboxReader.ofSuite(origin, login), client, login);
  }

  public FomoPlayer(InboxReader inbox, FomoClient client, String login) {
    this.client = client;
    this.wallet = new FomoWalletApi(client);
    this.login = login;
    this.inbox = inbox;
  }

  public String sessionKey() {
    return sessionKey;
  }

  /** Registers and returns the new user's id. */
  public String register() {
    Optional<InboxReader.CodeMail> before = inbox.newest();
    FomoClient.Reply begun =
        client
            .postMultipart("customer/register", Map.of("user_name", login, "pwd", PASSWORD))
            .orMismatch("customer/register");
    return client
        .postJson(
            "customer/complete_register",
            Map.of(
                "verify_code", code(before),
                "verify_id", begun.text("verify_id"),
                "tmp_user_id", begun.text("tmp_user_id")))
        .orMismatch("customer/complete_register")
        .text("user_id");
  }

  public FomoClient.Reply signIn() {
    FomoClient.Reply signedIn = wallet.signIn(login, PASSWORD).orMismatch("customer/login");
    sessionKey = signedIn.text("session_key");
    return signedIn;
  }

  public void setWalletPassword(String walletPassword) {
    Optional<InboxReader.CodeMail> before = inbox.newest();
    FomoClient.Reply begun =
        client
            .post("customer/rec_pwd1", Map.of("user_name", login))
            .orMismatch("customer/rec_pwd1");
    FomoClient.Reply verified =
        client
            .post(
                "customer/rec_pwd2",
                Map.of(
                    "verify_id", begun.text("verify_id"),
                    "user_id", begun.text("user_id"),
                    "verify_code", code(before)))
            .orMismatch("customer/rec_pwd2");
    client
        .post(
            "customer/set_wallet_pwd",
            Map.of(
                "session_key", sessionKey,
                "wallet_pwd", walletPassword,
                "tmp_session", verified.text("tmp_session")))
        .orMismatch("customer/set_wallet_pwd");
  }

  /** Consents and returns the authorization code. */
  public String authorize(String state) {
    FomoClient.Reply granted =
        wallet.authorize(sessionKey, state, true).orMismatch("oauth2/authorize");
    Mismatch.unlessEqual(state, granted.text("state"), "the state");
    return granted.text("code");
  }

  public FomoClient.Reply confirm(String tradeId, String transferId, String walletPassword) {
    return wallet.confirm(sessionKey, tradeId, transferId, walletPassword);
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
