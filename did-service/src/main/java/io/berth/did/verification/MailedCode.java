package io.berth.did.verification;

import io.berth.did.secret.Digests;
import java.util.HexFormat;

/**
 * Binds a mailed code to one action of one browser or client. A code that an attacker requests for
 * a victim's address therefore works neither in the victim's browser nor in the attacker's.
 *
 * @param subject a mail address, or the uid of a payer
 * @param askedBy digest of what identifies the asker
 */
public record MailedCode(Purpose purpose, String subject, byte[] askedBy) {

  public enum Purpose {
    REGISTER,
    RESET,
    PAYMENT,
    ADDRESS
  }

  /**
   * @param browser id of the browser that asked
   */
  public static MailedCode ofBrowser(Purpose purpose, String login, String browser) {
    return new MailedCode(purpose, login, Digests.sha256("browser:" + browser));
  }

  /**
   * @param verificationId id that the client got when it asked
   */
  public static MailedCode ofApi(Purpose purpose, String login, String verificationId) {
    return new MailedCode(purpose, login, apiDigest(verificationId));
  }

  /** For paying one order in one session. */
  public static MailedCode ofOrder(long uid, String sessionId, long orderId) {
    return new MailedCode(
        Purpose.PAYMENT,
        Long.toString(uid),
        Digests.sha256("session:" + sessionId + ":order:" + orderId));
  }

  /** For changing the address of an account in one session. */
  public static MailedCode ofAddress(String login, long uid, String sessionId) {
    return new MailedCode(
        Purpose.ADDRESS, login, Digests.sha256("session:" + sessionId + ":address:" + uid));
  }

  static byte[] apiDigest(String verificationId) {
    return Digests.sha256("api:" + verificationId);
  }

  /** The text that the hash of the code is bound to. */
  String context() {
    return "code:" + purpose + ':' + subject + ':' + HexFormat.of().formatHex(askedBy);
  }

  /** Without the address. */
  @Override
  public String toString() {
    return "MailedCode[" + purpose + "]";
  }
}
